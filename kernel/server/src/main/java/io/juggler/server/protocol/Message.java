package io.juggler.server.protocol;

import tools.jackson.databind.node.ObjectNode;

import java.util.List;

/**
 * A message that came in; its signature was right.
 *
 * @param identities the ZeroMQ routing prefix that an answer has to carry
 * @param header its header
 * @param metadata its metadata
 * @param content its body, not yet understood
 * @param buffers raw data behind the body, as it came
 */
public record Message(
        List<byte[]> identities,
        Header header,
        ObjectNode metadata,
        ObjectNode content,
        List<byte[]> buffers) {}
