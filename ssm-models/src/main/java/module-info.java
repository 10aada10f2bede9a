/** The models, projections and objectives that ship. */
module org.slicedscore.models {
    requires org.slicedscore.api;
}
