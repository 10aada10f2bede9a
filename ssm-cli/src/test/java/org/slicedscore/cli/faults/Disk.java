package org.slicedscore.cli.faults;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The disk under a folder, and what is wrong with it. Operations that change something are numbered from 0, and so are files that are opened
 * to be read, those of the folder above included; elsewhere nothing is watched.
 * One thread at a time works with it, for commands write their files one after the other.
 */
final class Disk {
    /** The end of a killed process: no code of the command may live through it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;

        Killed() {
            super("killed", null, false, false);
        }
    }

    private static final String NOWHERE = "\0";

    private static volatile Disk current = new Disk(NOWHERE, Fault.NONE, 0, null);

    private final String root;
    private final Fault fault;
    private final int at;
    private final Runnable onRename;
    private final List<String> operations = new ArrayList<>();
    private final List<String> reads = new ArrayList<>();

    /** How much of each file is safe, of those that have been written to. */
    private final Map<String, Long> forced = new HashMap<>();

    private final List<FileChannel> open = new ArrayList<>();
    private boolean dead;

    private Disk(String root, Fault fault, int at, Runnable onRename) {
        this.root = root;
        this.fault = fault;
        this.at = at;
        this.onRename = onRename;
    }

    static Disk current() {
        return current;
    }

    /**
     * A disk from now on.
     *
     * @param root the folder that it holds
     * @param fault what goes wrong
     * @param at in which operation
     * @param onRename what others do while a rename takes its time
     */
    static Disk mount(Path root, Fault fault, int at, Runnable onRename) {
        current = new Disk(root.toString(), fault, at, onRename);
        return current;
    }

    /** A disk without faults, which holds nothing that is watched. */
    static void repair() throws IOException {
        Disk broken = current;
        current = new Disk(NOWHERE, Fault.NONE, 0, null);
        for (FileChannel channel : broken.open) {
            // the system closes the files of a process that has ended, and releases its locks
            channel.close();
        }
        if (broken.fault == Fault.POWER_CUT && broken.dead) {
            for (Map.Entry<String, Long> file : broken.forced.entrySet()) {
                cut(Path.of(file.getKey()), file.getValue());
            }
        }
    }

    private static void cut(Path file, long size) throws IOException {
        if (java.nio.file.Files.exists(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(size);
            }
        }
    }

    List<String> operations() {
        return operations;
    }

    List<String> reads() {
        return reads;
    }

    /**
     * A file is about to be read.
     *
     * @return whether that fails
     */
    boolean unreadable(Path path) {
        String above = root.substring(0, root.lastIndexOf('/') + 1);
        if (root.equals(NOWHERE)
                || !path.toAbsolutePath().normalize().toString().startsWith(above)) {
            return false;
        }
        reads.add(path.toString());
        return fault == Fault.READ_ERROR && reads.size() - 1 == at;
    }

    boolean holds(Path path) {
        return path.toAbsolutePath().normalize().toString().startsWith(root);
    }

    void opened(FileChannel channel) {
        open.add(channel);
    }

    void closed(FileChannel channel) {
        open.remove(channel);
    }

    /**
     * Something is about to be changed.
     *
     * @param what the operation
     * @param path of which file
     * @return whether the operation is to do the first half and then {@link #fail}
     */
    boolean operation(String what, Path path) throws IOException {
        if (dead) {
            throw new Killed();
        }
        int number = operations.size();
        operations.add(what + " " + path.getFileName());
        boolean here = number == at;
        switch (fault) {
            case NONE, SHORT_WRITES, READ_ERROR -> {}
            case SLOW_RENAME -> {
                if (what.equals("rename") || what.equals("link")) {
                    onRename.run();
                }
            }
            case IO_ERROR -> {
                if (here) {
                    throw new FileSystemException(path.toString(), null, "Input/output error");
                }
            }
            case READ_ONLY -> {
                if (number >= at) {
                    throw new FileSystemException(path.toString(), null, "Read-only file system");
                }
            }
            case FULL -> {
                if (number >= at && !what.equals("delete") && !what.equals("force") && !what.equals("rename")) {
                    if (what.equals("write")) {
                        return true;
                    }
                    throw new FileSystemException(path.toString(), null, "No space left on device");
                }
            }
            case KILL, POWER_CUT -> {
                if (here) {
                    dead = true;
                    throw new Killed();
                }
            }
        }
        return false;
    }

    /** After the first half of a write. */
    IOException full() {
        return new IOException("No space left on device");
    }

    boolean shortWrites() {
        return fault == Fault.SHORT_WRITES;
    }

    void written(Path path, long sizeBefore) {
        forced.putIfAbsent(path.toAbsolutePath().toString(), sizeBefore);
    }

    void forced(Path path) {
        forced.remove(path.toAbsolutePath().toString());
    }

    void linked(Path from, Path to) {
        Long size = forced.get(from.toAbsolutePath().toString());
        if (size != null) {
            forced.put(to.toAbsolutePath().toString(), size);
        }
    }

    void renamed(Path from, Path to) {
        Long size = forced.remove(from.toAbsolutePath().toString());
        if (size == null) {
            forced.remove(to.toAbsolutePath().toString());
        } else {
            forced.put(to.toAbsolutePath().toString(), size);
        }
    }
}
