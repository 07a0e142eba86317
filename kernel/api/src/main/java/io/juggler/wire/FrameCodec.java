package io.juggler.wire;

import io.juggler.api.CommMessage;
import io.juggler.api.MimeBundle;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Frames to bytes and back: a type byte, then the record's components in their order. */
final class FrameCodec {

    /** How deep causes and suppressed exceptions may nest; the worker cuts them before. */
    static final int MAX_THROWN_DEPTH = 64;

    private static final byte BEGIN = 1;
    private static final byte LOAD = 2;
    private static final byte INVOKE = 3;
    private static final byte RUN = 4;
    private static final byte VARIABLE = 5;
    private static final byte ADD_TO_CLASS_PATH = 6;
    private static final byte FORGET = 7;
    private static final byte END = 8;
    private static final byte REQUEST_ASIDE = 9;

    private static final byte DONE = 20;
    private static final byte RETURNED = 21;
    private static final byte THREW = 22;
    private static final byte INTERRUPTED = 23;
    private static final byte TEXT = 24;
    private static final byte REPLY_ASIDE = 25;

    private static final byte PRINTED = 40;
    private static final byte SHOWN = 41;
    private static final byte CLEARED = 42;
    private static final byte INPUT_WANTED = 43;
    private static final byte MARK = 44;
    private static final byte MAGIC_WANTED = 46;
    private static final byte MAGICS_DEFINED = 47;
    private static final byte COMM_OUT = 45;

    private static final byte INTERRUPT = 60;
    private static final byte INPUT = 61;
    private static final byte DUMP_THREADS = 62;
    private static final byte MAGIC_DONE = 64;
    private static final byte COMM_IN = 63;

    private static final byte THREADS = 80;
    private static final byte STILL_RUNNING = 81;
    private static final byte EXITING = 82;

    private FrameCodec() {}

    static void write(FrameOutput out, Frame frame) {
        switch (frame) {
            case Request request -> writeRequest(out, request);
            case Reply reply -> writeReply(out, reply);
            case OutputFrame output -> writeOutput(out, output);
            case Signal signal -> writeSignal(out, signal);
            case Report report -> writeReport(out, report);
        }
    }

    static Frame read(FrameInput in) throws WireException {
        Frame frame = readFrame(in);
        in.expectEnd();
        return frame;
    }

    private static void writeRequest(FrameOutput out, Request request) {
        switch (request) {
            case Request.Begin begin -> {
                out.writeByte(BEGIN);
                writeBegin(out, begin);
            }
            case Request.Load load -> {
                out.writeByte(LOAD);
                writeLoad(out, load);
            }
            case Request.Invoke invoke -> {
                out.writeByte(INVOKE);
                writeInvoke(out, invoke);
            }
            case Request.Run(var begin, var load, var invoke) -> {
                out.writeByte(RUN);
                writeBegin(out, begin);
                writeLoad(out, load);
                writeInvoke(out, invoke);
            }
            case Request.Variable(var className, var fieldName) -> {
                out.writeByte(VARIABLE);
                out.writeString(className);
                out.writeString(fieldName);
            }
            case Request.AddToClassPath(var entries) -> {
                out.writeByte(ADD_TO_CLASS_PATH);
                out.writeList(entries, FrameOutput::writeString);
            }
            case Request.Forget(var packages) -> {
                out.writeByte(FORGET);
                out.writeList(packages, FrameOutput::writeString);
            }
            case Request.End(int cell) -> {
                out.writeByte(END);
                out.writeInt(cell);
            }
            case Request.Aside(int cell, var inner) -> {
                out.writeByte(REQUEST_ASIDE);
                out.writeInt(cell);
                writeRequest(out, inner);
            }
        }
    }

    private static void writeReply(FrameOutput out, Reply reply) {
        switch (reply) {
            case Reply.Done() -> out.writeByte(DONE);
            case Reply.Returned(var bundle, boolean isNull, var spent) -> {
                out.writeByte(RETURNED);
                out.writeBoolean(bundle != null);
                if (bundle != null) {
                    writeBundle(out, bundle);
                }
                out.writeBoolean(isNull);
                out.writeLong(spent.load());
                out.writeLong(spent.run());
                out.writeLong(spent.render());
            }
            case Reply.Threw(var thrown) -> {
                out.writeByte(THREW);
                writeThrown(out, thrown);
            }
            case Reply.Interrupted(var frames) -> {
                out.writeByte(INTERRUPTED);
                out.writeList(frames, FrameCodec::writeStackFrame);
            }
            case Reply.Text(var text) -> {
                out.writeByte(TEXT);
                out.writeString(text);
            }
            case Reply.Aside(int cell, var inner) -> {
                out.writeByte(REPLY_ASIDE);
                out.writeInt(cell);
                writeReply(out, inner);
            }
        }
    }

    private static void writeOutput(FrameOutput out, OutputFrame output) {
        switch (output) {
            case OutputFrame.Printed(int cell, boolean toStderr, var text) -> {
                out.writeByte(PRINTED);
                out.writeInt(cell);
                out.writeBoolean(toStderr);
                out.writeString(text);
            }
            case OutputFrame.Shown(int cell, var bundle, var displayId, boolean update) -> {
                out.writeByte(SHOWN);
                out.writeInt(cell);
                writeBundle(out, bundle);
                out.writeNullableString(displayId);
                out.writeBoolean(update);
            }
            case OutputFrame.Cleared(int cell, boolean deferred) -> {
                out.writeByte(CLEARED);
                out.writeInt(cell);
                out.writeBoolean(deferred);
            }
            case OutputFrame.InputWanted(int cell, long id, var prompt, boolean password) -> {
                out.writeByte(INPUT_WANTED);
                out.writeInt(cell);
                out.writeLong(id);
                out.writeString(prompt);
                out.writeBoolean(password);
            }
            case OutputFrame.Mark(int cell) -> {
                out.writeByte(MARK);
                out.writeInt(cell);
            }
            case OutputFrame.MagicWanted(int cell, long id, var name, var arguments, var body) -> {
                out.writeByte(MAGIC_WANTED);
                out.writeInt(cell);
                out.writeLong(id);
                out.writeString(name);
                out.writeList(arguments, FrameOutput::writeString);
                out.writeNullableString(body);
            }
            case OutputFrame.MagicsDefined(int cell, var names, var summaries) -> {
                out.writeByte(MAGICS_DEFINED);
                out.writeInt(cell);
                out.writeList(names, FrameOutput::writeString);
                out.writeList(summaries, FrameOutput::writeString);
            }
            case OutputFrame.Comm(int cell, var event) -> {
                out.writeByte(COMM_OUT);
                out.writeInt(cell);
                writeCommEvent(out, event);
            }
        }
    }

    private static void writeSignal(FrameOutput out, Signal signal) {
        switch (signal) {
            case Signal.Interrupt(int cell) -> {
                out.writeByte(INTERRUPT);
                out.writeInt(cell);
            }
            case Signal.Input(long id, var line, var refusal) -> {
                out.writeByte(INPUT);
                out.writeLong(id);
                out.writeNullableString(line);
                out.writeNullableString(refusal);
            }
            case Signal.DumpThreads(long id) -> {
                out.writeByte(DUMP_THREADS);
                out.writeLong(id);
            }
            case Signal.MagicDone(
                            long id,
                            var values,
                            boolean isList,
                            var failure,
                            var classPath) -> {
                out.writeByte(MAGIC_DONE);
                out.writeLong(id);
                out.writeList(values, FrameOutput::writeString);
                out.writeBoolean(isList);
                out.writeNullableString(failure);
                out.writeList(classPath, FrameOutput::writeString);
            }
            case Signal.Comm(int cell, var event) -> {
                out.writeByte(COMM_IN);
                out.writeInt(cell);
                writeCommEvent(out, event);
            }
        }
    }

    private static void writeReport(FrameOutput out, Report report) {
        switch (report) {
            case Report.Threads(long id, var text) -> {
                out.writeByte(THREADS);
                out.writeLong(id);
                out.writeString(text);
            }
            case Report.StillRunning(int cell, var threads) -> {
                out.writeByte(STILL_RUNNING);
                out.writeInt(cell);
                out.writeList(threads, FrameOutput::writeString);
            }
            case Report.Exiting(var cause) -> {
                out.writeByte(EXITING);
                out.writeString(cause.name());
            }
        }
    }

    private static Frame readFrame(FrameInput in) throws WireException {
        byte type = in.readByte();
        return switch (type) {
            case BEGIN -> readBegin(in);
            case LOAD -> readLoad(in);
            case INVOKE -> readInvoke(in);
            case RUN -> new Request.Run(readBegin(in), readLoad(in), readInvoke(in));
            case VARIABLE -> new Request.Variable(in.readString(), in.readString());
            case ADD_TO_CLASS_PATH ->
                    new Request.AddToClassPath(in.readList(FrameInput::readString));
            case FORGET -> new Request.Forget(in.readList(FrameInput::readString));
            case END -> new Request.End(in.readInt());
            case REQUEST_ASIDE -> readRequestAside(in);
            case DONE -> new Reply.Done();
            case RETURNED ->
                    new Reply.Returned(
                            in.readBoolean() ? readBundle(in) : null,
                            in.readBoolean(),
                            new Spent(in.readLong(), in.readLong(), in.readLong()));
            case THREW -> new Reply.Threw(readThrown(in, 0));
            case INTERRUPTED -> new Reply.Interrupted(in.readList(FrameCodec::readStackFrame));
            case TEXT -> new Reply.Text(in.readString());
            case REPLY_ASIDE -> readReplyAside(in);
            case PRINTED ->
                    new OutputFrame.Printed(in.readInt(), in.readBoolean(), in.readString());
            case SHOWN ->
                    new OutputFrame.Shown(
                            in.readInt(),
                            readBundle(in),
                            in.readNullableString(),
                            in.readBoolean());
            case CLEARED -> new OutputFrame.Cleared(in.readInt(), in.readBoolean());
            case INPUT_WANTED ->
                    new OutputFrame.InputWanted(
                            in.readInt(), in.readLong(), in.readString(), in.readBoolean());
            case MARK -> new OutputFrame.Mark(in.readInt());
            case MAGIC_WANTED ->
                    new OutputFrame.MagicWanted(
                            in.readInt(),
                            in.readLong(),
                            in.readString(),
                            in.readList(FrameInput::readString),
                            in.readNullableString());
            case MAGICS_DEFINED -> readMagicsDefined(in);
            case COMM_OUT -> new OutputFrame.Comm(in.readInt(), readCommEvent(in));
            case INTERRUPT -> new Signal.Interrupt(in.readInt());
            case INPUT ->
                    new Signal.Input(
                            in.readLong(), in.readNullableString(), in.readNullableString());
            case DUMP_THREADS -> new Signal.DumpThreads(in.readLong());
            case MAGIC_DONE ->
                    new Signal.MagicDone(
                            in.readLong(),
                            in.readList(FrameInput::readString),
                            in.readBoolean(),
                            in.readNullableString(),
                            in.readList(FrameInput::readString));
            case COMM_IN -> new Signal.Comm(in.readInt(), readCommEvent(in));
            case THREADS -> new Report.Threads(in.readLong(), in.readString());
            case STILL_RUNNING ->
                    new Report.StillRunning(in.readInt(), in.readList(FrameInput::readString));
            case EXITING -> new Report.Exiting(readCause(in));
            default -> throw new WireException("a frame of unknown type " + type);
        };
    }

    private static OutputFrame.MagicsDefined readMagicsDefined(FrameInput in) throws WireException {
        int cell = in.readInt();
        var names = in.readList(FrameInput::readString);
        var summaries = in.readList(FrameInput::readString);
        if (names.size() != summaries.size()) {
            throw new WireException(names.size() + " magics with " + summaries.size() + " texts");
        }
        return new OutputFrame.MagicsDefined(cell, names, summaries);
    }

    private static Request.Aside readRequestAside(FrameInput in) throws WireException {
        int cell = in.readInt();
        try {
            if (in.nextIsIn(BEGIN, END) && readFrame(in) instanceof Request request) {
                return new Request.Aside(cell, request);
            }
        } catch (IllegalArgumentException e) {
            throw new WireException(e.getMessage());
        }
        throw new WireException("a request aside that holds none");
    }

    private static Reply.Aside readReplyAside(FrameInput in) throws WireException {
        int cell = in.readInt();
        if (in.nextIsIn(DONE, TEXT) && readFrame(in) instanceof Reply reply) {
            return new Reply.Aside(cell, reply);
        }
        throw new WireException("a reply aside that holds none");
    }

    private static void writeCommEvent(FrameOutput out, CommEvent event) {
        out.writeString(event.kind().name());
        out.writeString(event.id());
        out.writeString(event.target());
        out.writeString(event.message().data());
        out.writeString(event.message().metadata());
        out.writeList(event.message().buffers(), FrameOutput::writeBytes);
    }

    private static CommEvent readCommEvent(FrameInput in) throws WireException {
        String name = in.readString();
        for (var kind : CommEvent.Kind.values()) {
            if (kind.name().equals(name)) {
                return new CommEvent(
                        kind,
                        in.readString(),
                        in.readString(),
                        new CommMessage(
                                in.readString(),
                                in.readString(),
                                in.readList(FrameInput::readBytes)));
            }
        }
        throw new WireException("an unknown kind of comm event: " + name);
    }

    private static void writeBegin(FrameOutput out, Request.Begin begin) {
        out.writeInt(begin.cell());
        out.writeString(begin.title());
    }

    private static Request.Begin readBegin(FrameInput in) throws WireException {
        return new Request.Begin(in.readInt(), in.readString());
    }

    private static void writeLoad(FrameOutput out, Request.Load load) {
        out.writeList(
                load.classes(),
                (o, c) -> {
                    o.writeString(c.name());
                    o.writeBytes(c.bytes());
                });
    }

    private static Request.Load readLoad(FrameInput in) throws WireException {
        return new Request.Load(in.readList(i -> new ClassBytes(i.readString(), i.readBytes())));
    }

    private static void writeInvoke(FrameOutput out, Request.Invoke invoke) {
        out.writeString(invoke.className());
        out.writeString(invoke.methodName());
        out.writeBoolean(invoke.render());
    }

    private static Request.Invoke readInvoke(FrameInput in) throws WireException {
        return new Request.Invoke(in.readString(), in.readString(), in.readBoolean());
    }

    private static void writeBundle(FrameOutput out, MimeBundle bundle) {
        out.writeList(
                List.copyOf(bundle.data().entrySet()),
                (o, entry) -> {
                    o.writeString(entry.getKey());
                    switch (entry.getValue()) {
                        case byte[] bytes -> {
                            o.writeBoolean(true);
                            o.writeBytes(bytes);
                        }
                        case Object text -> {
                            o.writeBoolean(false);
                            o.writeString((String) text);
                        }
                    }
                });
        out.writeList(
                List.copyOf(bundle.metadata().entrySet()),
                (o, entry) -> {
                    o.writeString(entry.getKey());
                    o.writeString(entry.getValue());
                });
    }

    private static MimeBundle readBundle(FrameInput in) throws WireException {
        Map<String, Object> data = new LinkedHashMap<>();
        for (var entry :
                in.readList(
                        i -> {
                            String type = i.readString();
                            return Map.entry(
                                    type, i.readBoolean() ? i.readBytes() : i.readString());
                        })) {
            data.put(entry.getKey(), entry.getValue());
        }
        Map<String, String> metadata = new LinkedHashMap<>();
        for (var entry : in.readList(i -> Map.entry(i.readString(), i.readString()))) {
            metadata.put(entry.getKey(), entry.getValue());
        }
        return new MimeBundle(data, metadata);
    }

    private static void writeThrown(FrameOutput out, ThrownInfo thrown) {
        out.writeString(thrown.type());
        out.writeNullableString(thrown.message());
        out.writeList(thrown.frames(), FrameCodec::writeStackFrame);
        out.writeBoolean(thrown.cause() != null);
        if (thrown.cause() != null) {
            writeThrown(out, thrown.cause());
        }
        out.writeList(thrown.suppressed(), FrameCodec::writeThrown);
    }

    private static ThrownInfo readThrown(FrameInput in, int depth) throws WireException {
        if (depth > MAX_THROWN_DEPTH) {
            throw new WireException("causes nested deeper than " + MAX_THROWN_DEPTH);
        }
        return new ThrownInfo(
                in.readString(),
                in.readNullableString(),
                in.readList(FrameCodec::readStackFrame),
                in.readBoolean() ? readThrown(in, depth + 1) : null,
                in.readList(i -> readThrown(i, depth + 1)));
    }

    private static void writeStackFrame(FrameOutput out, StackTraceElement frame) {
        out.writeNullableString(frame.getClassLoaderName());
        out.writeNullableString(frame.getModuleName());
        out.writeNullableString(frame.getModuleVersion());
        out.writeString(frame.getClassName());
        out.writeString(frame.getMethodName());
        out.writeNullableString(frame.getFileName());
        out.writeInt(frame.getLineNumber());
    }

    private static StackTraceElement readStackFrame(FrameInput in) throws WireException {
        return new StackTraceElement(
                in.readNullableString(),
                in.readNullableString(),
                in.readNullableString(),
                in.readString(),
                in.readString(),
                in.readNullableString(),
                in.readInt());
    }

    private static Report.Exiting.Cause readCause(FrameInput in) throws WireException {
        String name = in.readString();
        for (var cause : Report.Exiting.Cause.values()) {
            if (cause.name().equals(name)) {
                return cause;
            }
        }
        throw new WireException("an unknown cause of an exit: " + name);
    }
}
