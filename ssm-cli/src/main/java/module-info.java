/**
 * The command {@code ssm}.
 *
 * <p>Models and backends are found through services and never named here.
 */
module org.slicedscore.cli {
    requires info.picocli;
    requires org.slicedscore.core;

    opens org.slicedscore.cli to
            info.picocli;
}
