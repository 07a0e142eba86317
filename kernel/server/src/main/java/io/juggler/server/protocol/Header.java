package io.juggler.server.protocol;

/**
 * A message's header.
 *
 * @param id unique for each message
 * @param session the client's session
 * @param type such as {@code execute_request}
 * @param subshell the subshell that is meant, or null
 * @param json the header as it came, which is what {@code parent_header} has to repeat; not to be
 *     changed
 */
public record Header(String id, String session, String type, String subshell, byte[] json) {}
