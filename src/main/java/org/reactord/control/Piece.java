package org.reactord.control;

import com.google.gson.JsonObject;
import java.util.List;

/** A part of an answer that goes on; rendered on the control thread. */
interface Piece {
    /** For a person, line by line. */
    List<String> text(Style style);

    /** The same for a program, an object a line. */
    List<JsonObject> json();
}
