package io.juggler.wire;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.juggler.api.CommMessage;
import io.juggler.api.MimeBundle;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

class FrameCodecPropertiesTest {

    @Property
    void aFrameComesOutAsItWentIn(@ForAll("frames") Frame frame) throws WireException {
        var read = FrameCodec.read(new FrameInput(ByteBuffer.wrap(encode(frame))));
        assertEquals(frame.getClass(), read.getClass());
        // Arrays have no equality of their own: what both write is the same, and so is what it
        // says.
        assertArrayEquals(encode(frame), encode(read));
        assertEquals(comparable(frame), comparable(read));
    }

    @Property
    void aFrameThatIsCutOffIsRefused(@ForAll("frames") Frame frame, @ForAll int at) {
        byte[] whole = encode(frame);
        byte[] part = Arrays.copyOf(whole, Math.floorMod(at, whole.length));
        assertThrows(
                WireException.class, () -> FrameCodec.read(new FrameInput(ByteBuffer.wrap(part))));
    }

    @Property
    void whatFollowsAFrameIsRefused(@ForAll("frames") Frame frame) {
        byte[] whole = encode(frame);
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThrows(
                WireException.class,
                () -> FrameCodec.read(new FrameInput(ByteBuffer.wrap(longer))));
    }

    @Property(tries = 3000)
    void aSpoiltFrameIsReadOrRefusedAndNothingElse(
            @ForAll("frames") Frame frame, @ForAll int at, @ForAll byte value) {
        byte[] bytes = encode(frame);
        bytes[Math.floorMod(at, bytes.length)] = value;
        try {
            FrameCodec.read(new FrameInput(ByteBuffer.wrap(bytes)));
        } catch (WireException refused) {
            assertTrue(refused.getMessage().length() > 5);
        }
    }

    @Provide
    Arbitrary<Frame> frames() {
        var cell = Arbitraries.integers();
        var id = Arbitraries.longs();
        var flag = Arbitraries.of(true, false);
        var text = text();
        var nullable = text.injectNull(0.2);
        var texts = text.list().ofMaxSize(4);
        var begin = Combinators.combine(cell, text).as(Request.Begin::new);
        var load =
                Combinators.combine(text, bytes())
                        .as(ClassBytes::new)
                        .list()
                        .ofMaxSize(4)
                        .map(Request.Load::new);
        var invoke = Combinators.combine(text, text, flag).as(Request.Invoke::new);
        var run = Combinators.combine(begin, load, invoke).as(Request.Run::new);
        var comm =
                Combinators.combine(
                                Arbitraries.of(CommEvent.Kind.class),
                                text,
                                text,
                                text,
                                text,
                                bytes().list().ofMaxSize(3))
                        .as(
                                (kind, name, target, data, metadata, buffers) ->
                                        new CommEvent(
                                                kind,
                                                name,
                                                target,
                                                new CommMessage(data, metadata, buffers)));
        return Arbitraries.oneOf(
                List.<Arbitrary<? extends Frame>>of(
                                begin,
                                load,
                                invoke,
                                run,
                                Combinators.combine(cell, run).as(Request.Aside::new),
                                Combinators.combine(cell, thrown(2).map(Reply.Threw::new))
                                        .as(Reply.Aside::new),
                                Combinators.combine(cell, comm).as(OutputFrame.Comm::new),
                                Combinators.combine(cell, comm).as(Signal.Comm::new),
                                Combinators.combine(text, text).as(Request.Variable::new),
                                texts.map(Request.AddToClassPath::new),
                                texts.map(Request.Forget::new),
                                cell.map(Request.End::new),
                                Arbitraries.just(new Reply.Done()),
                                Combinators.combine(bundle().injectNull(0.2), flag, spent())
                                        .as(Reply.Returned::new),
                                thrown(3).map(Reply.Threw::new),
                                stack().map(Reply.Interrupted::new),
                                text.map(Reply.Text::new),
                                Combinators.combine(cell, flag, text).as(OutputFrame.Printed::new),
                                Combinators.combine(cell, bundle(), nullable, flag)
                                        .as(OutputFrame.Shown::new),
                                Combinators.combine(cell, flag).as(OutputFrame.Cleared::new),
                                Combinators.combine(cell, id, text, flag)
                                        .as(OutputFrame.InputWanted::new),
                                cell.map(OutputFrame.Mark::new),
                                Combinators.combine(cell, id, text, texts, nullable)
                                        .as(OutputFrame.MagicWanted::new),
                                Combinators.combine(cell, texts)
                                        .as((c, t) -> new OutputFrame.MagicsDefined(c, t, t)),
                                Combinators.combine(id, texts, flag, nullable, texts)
                                        .as(Signal.MagicDone::new),
                                cell.map(Signal.Interrupt::new),
                                Combinators.combine(id, nullable, nullable).as(Signal.Input::new),
                                id.map(Signal.DumpThreads::new),
                                Combinators.combine(id, text).as(Report.Threads::new),
                                Combinators.combine(cell, texts).as(Report.StillRunning::new),
                                Arbitraries.of(Report.Exiting.Cause.class).map(Report.Exiting::new))
                        .stream()
                        .map(frame -> frame.map(f -> (Frame) f))
                        .toList());
    }

    /** Unicode text: halves of surrogate pairs are none, and are not promised to come through. */
    private static Arbitrary<String> text() {
        return Arbitraries.strings()
                .all()
                .ofMaxLength(20)
                .map(
                        s ->
                                new String(
                                        s.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                                        java.nio.charset.StandardCharsets.UTF_8));
    }

    private static Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class).ofMaxSize(50);
    }

    private static Arbitrary<MimeBundle> bundle() {
        Arbitrary<Object> content =
                Arbitraries.oneOf(text().map(t -> (Object) t), bytes().map(b -> (Object) b));
        return Combinators.combine(
                        Arbitraries.maps(text(), content).ofMaxSize(4),
                        Arbitraries.maps(text(), text()).ofMaxSize(3))
                .as((data, metadata) -> new MimeBundle(new LinkedHashMap<>(data), metadata));
    }

    private static Arbitrary<List<StackTraceElement>> stack() {
        var nullable = text().injectNull(0.3);
        return Combinators.combine(
                        nullable,
                        nullable,
                        nullable,
                        text(),
                        text(),
                        nullable,
                        Arbitraries.integers())
                .as(StackTraceElement::new)
                .list()
                .ofMaxSize(4);
    }

    private static Arbitrary<Spent> spent() {
        var ns = Arbitraries.longs();
        return Combinators.combine(ns, ns, ns).as(Spent::new);
    }

    private static Arbitrary<ThrownInfo> thrown(int depth) {
        Arbitrary<ThrownInfo> none = Arbitraries.just(null);
        return Combinators.combine(
                        text(),
                        text().injectNull(0.2),
                        stack(),
                        depth == 0
                                ? none
                                : Arbitraries.lazy(() -> thrown(depth - 1)).injectNull(0.5),
                        depth == 0
                                ? Arbitraries.just(List.<ThrownInfo>of())
                                : Arbitraries.lazy(() -> thrown(depth - 1)).list().ofMaxSize(2))
                .as(ThrownInfo::new);
    }

    private static byte[] encode(Frame frame) {
        var out = new FrameOutput();
        FrameCodec.write(out, frame);
        return out.toByteArray();
    }

    /** What a frame says, with arrays as what they hold. */
    private static Object comparable(Object value) {
        return switch (value) {
            case null -> "null";
            case byte[] bytes -> Arrays.toString(bytes);
            case MimeBundle bundle -> List.of(comparable(bundle.data()), bundle.metadata());
            case Map<?, ?> map -> {
                var copy = new HashMap<Object, Object>();
                map.forEach((k, v) -> copy.put(k, comparable(v)));
                yield copy;
            }
            case List<?> list -> list.stream().map(FrameCodecPropertiesTest::comparable).toList();
            case StackTraceElement frame ->
                    Arrays.asList(
                            frame.getClassLoaderName(),
                            frame.getModuleName(),
                            frame.getModuleVersion(),
                            frame.getClassName(),
                            frame.getMethodName(),
                            frame.getFileName(),
                            frame.getLineNumber());
            case Record record ->
                    Arrays.stream(record.getClass().getRecordComponents())
                            .map(component -> comparable(get(record, component)))
                            .toList();
            default -> value;
        };
    }

    private static Object get(Record record, java.lang.reflect.RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(e.getMessage(), e);
        }
    }
}
