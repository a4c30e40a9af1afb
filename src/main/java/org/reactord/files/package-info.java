/**
 * Where names as bytes meet the JDK's file API, and where somebody looks at what a name stands for.
 *
 * <p>Stateless, callable from any edge and any thread, and never from the core: every look is I/O. Nothing here throws
 * for what a file system does; what was found is a value.
 */
@NullMarked
package org.reactord.files;

import org.jspecify.annotations.NullMarked;
