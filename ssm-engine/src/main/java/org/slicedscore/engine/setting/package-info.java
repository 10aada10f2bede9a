/** What a setting is: one declaration, of which flags, variables, files, stored runs, help and documentation are views. */
package org.slicedscore.engine.setting;
