/**
 * The frames on the three lanes between the server and the worker. Internal: only those two modules
 * see it.
 *
 * <p>A lane is one connection. It starts with a {@link io.juggler.wire.Hello} and then carries
 * {@link io.juggler.wire.Frame}s, each as a four-byte length, a type byte and the record's
 * components in their order. Both ends come from one build; the hello's version is there to tell a
 * user who mixes two.
 */
package io.juggler.wire;
