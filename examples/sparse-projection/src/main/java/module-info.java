/** A plug-in for ssm. */
module org.example.sparse {
    requires org.slicedscore.api;

    provides org.slicedscore.api.Projection with
            org.example.sparse.SparseSigns;
}
