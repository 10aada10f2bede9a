package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The dependents of each node: an edge per operand, collected once, so that a query costs one traversal. */
final class Dependents {
    private final Map<Object, List<Object>> users = new IdentityHashMap<>();

    /** Records that a user (a group or a single node) reads another's result. */
    void add(Object user, Object source) {
        if (user != source) {
            users.computeIfAbsent(source, k -> new ArrayList<>()).add(user);
        }
    }

    /** Everything that depends on a source, directly or not, and the source itself. */
    Set<Object> of(Object source) {
        Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Object> open = new ArrayList<>(List.of(source));
        while (!open.isEmpty()) {
            Object at = open.removeLast();
            if (found.add(at)) {
                open.addAll(users.getOrDefault(at, List.of()));
            }
        }
        return found;
    }
}
