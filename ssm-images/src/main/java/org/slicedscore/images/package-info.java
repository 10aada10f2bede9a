/** The format of rows {@code images}: files of PNG and JPEG, and folders of them. */
package org.slicedscore.images;
