/** What a task spends its time with, and what would make several of it faster. */
package io.juggler.lab.diagnose;
