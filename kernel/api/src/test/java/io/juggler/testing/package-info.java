/**
 * How tests of every module say what they need of the machine; built into this module's test jar.
 */
package io.juggler.testing;
