package io.juggler.server.protocol;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

import java.util.Map;

class RequestTest {

    @Test
    void whatAnExecuteRequestLeavesOutIsAsTheReferenceKernelTakesIt()
            throws MalformedMessageException {
        assertEquals(
                new Request.Execute("1", false, true, Map.of(), false, true),
                request("execute_request", "{'code': '1'}"));
        assertEquals(
                new Request.Execute("1", true, false, Map.of("a", "b"), true, false),
                request(
                        "execute_request",
                        "{'code': '1', 'silent': true, 'store_history': true, 'allow_stdin': true,"
                                + " 'stop_on_error': false, 'user_expressions': {'a': 'b'}}"));
    }

    @Test
    void aCursorIsCountedInCodePointsAndMovedToTheEndWhereItIsOutside()
            throws MalformedMessageException {
        assertEquals(
                new Request.Complete("😀a", 2),
                request("complete_request", "{'code': '😀a', 'cursor_pos': 1}"));
        assertEquals(
                new Request.Complete("😀a", 3),
                request("complete_request", "{'code': '😀a', 'cursor_pos': 9}"));
        assertEquals(
                new Request.Inspect("ab", 2, 1),
                request("inspect_request", "{'code': 'ab', 'cursor_pos': -1, 'detail_level': 1}"));
    }

    @Test
    void historyIsAskedForInThreeWays() throws MalformedMessageException {
        assertEquals(
                new Request.History(true, new Request.History.Access.Tail(3)),
                request("history_request", "{'output': true, 'hist_access_type': 'tail', 'n': 3}"));
        assertEquals(
                new Request.History(false, new Request.History.Access.Range(-1, 2, 4)),
                request(
                        "history_request",
                        "{'hist_access_type': 'range', 'session': -1, 'start': 2, 'stop': 4}"));
        assertEquals(
                new Request.History(false, new Request.History.Access.Search("a*", 9, true)),
                request(
                        "history_request",
                        "{'hist_access_type': 'search', 'pattern': 'a*', 'n': 9, 'unique':"
                                + " true}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "execute_request | {} | code is no text",
                "execute_request | {'code': 3} | code is no text",
                "execute_request | {'code': '', 'silent': 1} | silent is neither true nor false",
                "execute_request | {'code': '', 'user_expressions': []}"
                        + " | user_expressions is no object",
                "execute_request | {'code': '', 'user_expressions': {'a': 1}} | a is no text",
                "complete_request | {'code': 'a', 'cursor_pos': 1.5}"
                        + " | cursor_pos is no whole number in range",
                "complete_request | {'code': 'a', 'cursor_pos': 99999999999}"
                        + " | cursor_pos is no whole number in range",
                "is_complete_request | {'code': null} | code is no text",
                "history_request | {'hist_access_type': 'all'}"
                        + " | hist_access_type is none of tail, range, search",
                "shutdown_request | {'restart': 'yes'} | restart is neither true nor false",
                "input_reply | {'value': []} | value is no text",
            })
    void contentThatDoesNotFitItsTypeIsRefused(String type, String content, String reason) {
        assertEquals(
                reason,
                assertThrows(MalformedMessageException.class, () -> request(type, content))
                        .getMessage());
    }

    private static Request request(String type, String content) throws MalformedMessageException {
        return Request.of(type, (ObjectNode) new JsonMapper().readTree(content.replace('\'', '"')));
    }
}
