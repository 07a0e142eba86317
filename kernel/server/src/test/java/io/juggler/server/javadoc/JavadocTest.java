package io.juggler.server.javadoc;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class JavadocTest {
    private static final String COMMENT =
            """
            Adds <i>two</i> numbers, {@code a < b} or not. A second
            sentence with {@link java.util.List#of(Object) a list} and {@link #other}.
            <p>Details &amp; more:
            <ul class="x">
              <li>one
              <li>two</ul>
            <script>alert(1)</script>
            <pre>{@code
            int x = 1;
            }</pre>

            @param a the <b>first</b>
            @param <T> a type
            @return the sum
            @throws ArithmeticException where it overflows
            @since 9
            @author nobody
            """;

    @Test
    void aCommentIsShownAsHtmlWithoutScriptsAndStyles() {
        assertEquals(
                """
                Adds <i>two</i> numbers, <code>a &lt; b</code> or not. A second
                sentence with a list and <code>other</code>.
                <p>Details &amp; more:
                <ul>
                  <li>one
                  <li>two</ul>
                alert(1)
                <pre><code>int x = 1;
                </code></pre>
                <dl><dt><b>Parameters</b></dt>
                <dd><code>a</code> – the <b>first</b></dd>
                <dd><code>&lt;T&gt;</code> – a type</dd></dl>
                <dl><dt><b>Returns</b></dt>
                <dd>the sum</dd></dl>
                <dl><dt><b>Throws</b></dt>
                <dd><code>ArithmeticException</code> – where it overflows</dd></dl>
                <dl><dt><b>Since</b></dt>
                <dd>9</dd></dl>\
                """
                        .strip(),
                Javadoc.of(COMMENT).html());
    }

    @Test
    void andAsText() {
        assertEquals(
                """
                Adds two numbers, a < b or not. A second sentence with a list and other.

                Details & more:

                  - one
                  - two

                alert(1)
                int x = 1;

                Parameters
                  a – the first
                  <T> – a type

                Returns
                  the sum

                Throws
                  ArithmeticException – where it overflows

                Since
                  9\
                """,
                Javadoc.of(COMMENT).text());
    }

    @Test
    void itsFirstSentenceStandsAlone() {
        assertEquals("Adds two numbers, a < b or not.", Javadoc.firstSentence(COMMENT).text());
    }

    @Test
    void whatIsNoJavadocIsShownAsItIs() {
        assertEquals("", Javadoc.of("").text());
        assertEquals("a {@nonsense b} <c", Javadoc.of("a {@nonsense b} <c").text());
        assertEquals("ends */ here", Javadoc.of("ends */ here").text());
    }
}
