/** The worker process. */
package io.juggler.worker;
