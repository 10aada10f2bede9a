package org.slicedscore.spark.train;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.security.SecureRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Sockets between all tasks of a stage, one for each pair. All of a round's bytes move at once, whatever their order: no task waits to
 * send before another has received.
 */
final class PeerMesh implements AutoCloseable {
    private static final int WAIT_MILLIS = 60_000;
    private static final int HELLO_MILLIS = 10_000;
    private static final int LOOK_UP_MILLIS = 500;

    private final int rank;
    private final SocketChannel[] channels;
    private final Selector selector;
    private final SelectionKey[] keys;
    private final BooleanSupplier interrupted;
    private final Consumer<SelectionKey> ready = key -> move((int) key.attachment());
    private ByteBuffer[] out;
    private ByteBuffer[] in;

    private PeerMesh(int rank, SocketChannel[] channels, BooleanSupplier interrupted) throws IOException {
        this.rank = rank;
        this.channels = channels;
        this.interrupted = interrupted;
        selector = Selector.open();
        keys = new SelectionKey[channels.length];
        for (int p = 0; p < channels.length; p++) {
            if (p != rank) {
                channels[p].configureBlocking(false);
                keys[p] = channels[p].register(selector, 0, p);
            }
        }
    }

    /**
     * Connects the tasks.
     *
     * @param rank this task
     * @param host this machine as the others know it
     * @param gather tells all tasks a text and gives what they said, in their order
     * @param interrupted whether this task is to end
     * @throws PeerLost if a task cannot be reached
     */
    static PeerMesh join(int rank, String host, SamePlatform.Gather gather, BooleanSupplier interrupted) {
        SecureRandom random = new SecureRandom();
        long token = random.nextLong();
        try (ServerSocketChannel server = ServerSocketChannel.open().bind(new InetSocketAddress(host, 0))) {
            int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
            String[] addresses = gather.all(host + " " + port + " " + token);
            SocketChannel[] channels = new SocketChannel[addresses.length];
            try {
                for (int p = 0; p < rank; p++) {
                    channels[p] = connect(addresses[p].split(" "), rank);
                }
                accept(server, token, rank, channels);
                return new PeerMesh(rank, channels, interrupted);
            } catch (IOException | RuntimeException e) {
                closeAll(channels);
                throw e;
            }
        } catch (IOException e) {
            throw new PeerLost("cannot connect task " + rank + " with the others: " + e.getMessage(), e);
        }
    }

    private static SocketChannel connect(String[] address, int rank) throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.socket().connect(new InetSocketAddress(address[0], Integer.parseInt(address[1])), WAIT_MILLIS);
            ByteBuffer hello = ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                    .putLong(Long.parseLong(address[2]))
                    .putInt(rank)
                    .flip();
            while (hello.hasRemaining()) {
                channel.write(hello);
            }
            return channel;
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private static void accept(ServerSocketChannel server, long token, int rank, SocketChannel[] channels)
            throws IOException {
        server.socket().setSoTimeout(WAIT_MILLIS);
        for (int missing = channels.length - 1 - rank; missing > 0; ) {
            Socket socket = server.socket().accept();
            int peer = peer(socket, token);
            if (peer <= rank || peer >= channels.length || channels[peer] != null) {
                socket.close();
                continue;
            }
            socket.setTcpNoDelay(true);
            channels[peer] = socket.getChannel();
            missing--;
        }
    }

    /** Who it is; -1 for whoever does not know the token, or says nothing. */
    private static int peer(Socket socket, long token) {
        try {
            socket.setSoTimeout(HELLO_MILLIS);
            DataInputStream hello = new DataInputStream(socket.getInputStream());
            return hello.readLong() == token ? hello.readInt() : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    int tasks() {
        return channels.length;
    }

    int rank() {
        return rank;
    }

    /**
     * Sends each task its bytes and receives from each. Returns when all have arrived.
     *
     * @param sending the bytes for each task, from position to limit; none for this one
     * @param receiving as many as will come from each task
     * @throws PeerLost if a task has gone, or if this one is to end
     */
    void exchange(ByteBuffer[] sending, ByteBuffer[] receiving) {
        out = sending;
        in = receiving;
        for (int p = 0; p < channels.length; p++) {
            if (p != rank) {
                move(p);
            }
        }
        try {
            while (waiting()) {
                selector.select(ready, LOOK_UP_MILLIS);
                if (interrupted.getAsBoolean()) {
                    throw new PeerLost("task " + rank + " was told to end");
                }
            }
        } catch (IOException e) {
            throw new PeerLost("task " + rank + " cannot wait for the others: " + e.getMessage(), e);
        }
    }

    private boolean waiting() {
        boolean waiting = false;
        for (int p = 0; p < channels.length; p++) {
            if (p != rank) {
                int interest = (out[p].hasRemaining() ? SelectionKey.OP_WRITE : 0)
                        | (in[p].hasRemaining() ? SelectionKey.OP_READ : 0);
                keys[p].interestOps(interest);
                waiting |= interest != 0;
            }
        }
        return waiting;
    }

    private void move(int p) {
        try {
            if (out[p].hasRemaining()) {
                channels[p].write(out[p]);
            }
            if (in[p].hasRemaining() && channels[p].read(in[p]) < 0) {
                throw new PeerLost("task " + p + " has gone");
            }
        } catch (IOException e) {
            throw new PeerLost("task " + p + " has gone: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        closeAll(channels);
        try {
            selector.close();
        } catch (IOException e) {
            throw new PeerLost("cannot close the sockets of task " + rank, e);
        }
    }

    private static void closeAll(SocketChannel[] channels) {
        for (SocketChannel channel : channels) {
            if (channel != null) {
                try {
                    channel.close();
                } catch (IOException e) {
                    // it is of no use any more either way
                }
            }
        }
    }
}
