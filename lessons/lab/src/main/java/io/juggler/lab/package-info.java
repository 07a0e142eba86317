/** The lab: what cells see. */
package io.juggler.lab;
