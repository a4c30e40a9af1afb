/** What the loop tells about itself: immutable pictures of one instant, made on the loop thread, read by anybody. */
@NullMarked
package org.reactord.engine.view;

import org.jspecify.annotations.NullMarked;
