/** Threads that run one step at a time, in the order that the learner or the machine chooses. */
package io.juggler.lab.step;
