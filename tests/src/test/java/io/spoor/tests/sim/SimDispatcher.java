package io.spoor.tests.sim;

import io.spoor.dispatcher.core.DispatcherCore;
import io.spoor.dispatcher.core.DispatcherEvent;

/**
 * One life of a dispatcher.
 *
 * @param number which dispatcher it is; another life of it has the same
 */
public record SimDispatcher(int number, DispatcherCore core, SimHost<DispatcherEvent> host) {}
