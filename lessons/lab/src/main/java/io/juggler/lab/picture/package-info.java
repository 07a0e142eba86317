/**
 * Drawings as pictures, for front ends that show images only. Loads Java 2D, so nothing else refers
 * to it.
 */
package io.juggler.lab.picture;
