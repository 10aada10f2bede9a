package org.slicedscore.core.machine;

/** C2, the compiler of HotSpot that turns vector operations into instructions. */
public final class Compiler2 {
    private Compiler2() {}

    /** This virtual machine's name and how it runs, as {@code java -version} says. */
    public static String virtualMachine() {
        return System.getProperty("java.vm.name") + ", " + System.getProperty("java.vm.info");
    }

    /**
     * Whether a virtual machine runs without it.
     *
     * @param vm as {@link #virtualMachine()}
     */
    public static boolean isMissing(String vm) {
        // the second is HotSpot's name with -XX:TieredStopAtLevel=1 or -XX:CompilationMode=quick-only
        return vm.contains("interpreted mode") || vm.contains("emulated-client") || vm.contains("Client VM");
    }
}
