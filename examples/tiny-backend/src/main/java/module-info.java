/** A plug-in for ssm. */
module org.example.tiny {
    requires org.slicedscore.api;

    provides org.slicedscore.api.backend.BackendProvider with
            org.example.tiny.TinyBackend;
}
