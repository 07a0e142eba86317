/** Drawings of more than one comparison: how far it scales, when it pays, who had to wait. */
package io.juggler.lab.draw;
