/** How far a long measurement has come, in one line. */
package io.juggler.lab.status;
