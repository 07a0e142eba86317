package io.juggler.lab.measure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;

/** One request over a connection of its own, step by step as the socket is ready. */
final class Exchange {
    private static final int BUFFER = 8 * 1024;

    private final int task;
    private final ByteBuffer request;
    private final CompletableFuture<byte[]> answer;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();

    Exchange(int task, byte[] request, CompletableFuture<byte[]> answer) {
        this.task = task;
        this.request = ByteBuffer.wrap(request);
        this.answer = answer;
    }

    /** The task that asked for it. */
    int task() {
        return task;
    }

    /** Does what the socket is ready for. */
    void goOn(SelectionKey key) {
        if (!key.isValid()) {
            return;
        }
        var channel = (SocketChannel) key.channel();
        try {
            if (key.isConnectable()) {
                channel.finishConnect();
                key.interestOps(SelectionKey.OP_WRITE);
            } else if (key.isWritable()) {
                channel.write(request);
                if (!request.hasRemaining()) {
                    key.interestOps(SelectionKey.OP_READ);
                }
            } else if (key.isReadable()) {
                read(channel);
            }
        } catch (IOException e) {
            close(channel);
            answer.completeExceptionally(e);
        }
    }

    private void read(SocketChannel channel) throws IOException {
        var buffer = ByteBuffer.allocate(BUFFER);
        int count = channel.read(buffer);
        while (count > 0) {
            received.write(buffer.array(), 0, count);
            buffer.clear();
            count = channel.read(buffer);
        }
        if (count < 0) {
            close(channel);
            answer.complete(received.toByteArray());
        }
    }

    private static void close(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // Nothing more is wanted of it.
        }
    }
}
