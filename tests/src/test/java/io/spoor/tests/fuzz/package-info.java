/**
 * Bad input. Each target turns any bytes into what a codec or a core may meet, and holds it to what is promised. A fuzzer
 * drives them ({@code deploy/fuzz.sh}); what it has found worth keeping is replayed by every build.
 */
@NullMarked
package io.spoor.tests.fuzz;

import org.jspecify.annotations.NullMarked;
