package org.example.banana;

import org.slicedscore.api.Model;
import org.slicedscore.testkit.ModelContract;

/** Holds the plug-in to its contract. */
class BananaTest extends ModelContract {
    @Override
    protected Model model() {
        return new Banana();
    }
}
