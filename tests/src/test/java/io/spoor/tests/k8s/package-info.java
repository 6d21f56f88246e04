/** The manifests in {@code k8s/}: held against Kubernetes' own model, the configuration, and our rules. */
@NullMarked
package io.spoor.tests.k8s;

import org.jspecify.annotations.NullMarked;
