/** What a learner answers, checks and sees of their own progress. */
package io.juggler.lab.learn;
