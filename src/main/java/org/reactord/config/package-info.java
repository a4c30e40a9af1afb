/**
 * From rule files to rules, with the place of every value.
 *
 * <p>The door is {@link org.reactord.config.RuleFiles}; it reads files, looks at directories and commands that rules
 * name, and changes nothing. Whatever is wrong with a file, its mode or its text becomes a {@link
 * org.reactord.config.Diagnostic}: no exception leaves this room. YAML is known here and nowhere else. Nothing here
 * keeps state between two calls, and any thread may call.
 *
 * <p>A value goes through {@code SourceReader} (file to text), {@code YamlReader} (text to nodes), {@code Sheets} (nodes to
 * the keys that each rule states, merged over all files), {@code Key} (node to value) and {@code RuleBuilder} (values to a
 * rule, checked against one another and, by {@code WorldChecks}, against the disk).
 */
@NullMarked
package org.reactord.config;

import org.jspecify.annotations.NullMarked;
