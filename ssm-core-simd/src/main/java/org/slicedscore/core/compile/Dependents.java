package org.slicedscore.core.compile;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who needs whose results: an edge for each operand, collected once, so that a question costs one walk. */
final class Dependents {
    private final Map<Object, List<Object>> users = new IdentityHashMap<>();

    /** Notes that a user, a group or a node that stands alone, reads what another one computes. */
    void add(Object user, Object source) {
        if (user != source) {
            users.computeIfAbsent(source, k -> new ArrayList<>()).add(user);
        }
    }

    /** Everything that needs a source, directly or not, and the source itself. */
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
