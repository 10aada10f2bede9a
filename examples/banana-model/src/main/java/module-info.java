/** A plug-in for ssm. */
module org.example.banana {
    requires org.slicedscore.api;

    provides org.slicedscore.api.Model with
            org.example.banana.Banana;
}
