/** The files in {@code config/}, their schemas and their page, held against the mapping interfaces. */
@NullMarked
package io.spoor.tests.config;

import org.jspecify.annotations.NullMarked;
