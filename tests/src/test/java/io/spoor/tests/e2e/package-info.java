/**
 * The packaged applications as real processes, on real sockets, killed for real. {@link io.spoor.tests.e2e.Processes} starts
 * them and sees to it that none is left; {@link io.spoor.tests.e2e.Relay} is the bad network between them. Ports are the
 * kernel's choice, and what runs in {@code mvn verify} does not wait for time: only for lines, for counts and for exits.
 *
 * <p>Run by Failsafe in {@code mvn verify}, after the applications are packaged; one alone with {@code -Dit.test=HappyRunIT}.
 * Those with the tag {@code long} are left out there: {@code deploy/guarantees.sh} runs them, and others at full size.
 */
@NullMarked
package io.spoor.tests.e2e;

import org.jspecify.annotations.NullMarked;
