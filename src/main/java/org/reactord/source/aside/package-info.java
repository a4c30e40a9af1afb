/**
 * A tree that the daemon itself wants to hear about, watched beside those of the rules by the same source.
 *
 * <p>Nobody behind this room sees it: what the source tells of that tree is a hint to look, and goes no further; what is
 * asked of the source is passed on with one tree more. It has no thread; each method is called where the source and its
 * user call theirs.
 */
@NullMarked
package org.reactord.source.aside;

import org.jspecify.annotations.NullMarked;
