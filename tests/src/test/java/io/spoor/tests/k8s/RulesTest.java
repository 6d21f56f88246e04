package io.spoor.tests.k8s;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.spoor.protocol.json.FlatJson;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule notices what it is for: one field of good manifests is changed, and that is found. */
class RulesTest {
    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";

    /** A value of {@code -} takes the field away. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        Deployment/calculator | POD/enableServiceLinks               | true           | enableServiceLinks must be false
        Deployment/calculator | POD/automountServiceAccountToken     | -              | automountServiceAccountToken must be false
        Deployment/dispatcher | POD/securityContext/runAsNonRoot     | -              | runAsNonRoot must be true
        Deployment/dispatcher | POD/securityContext/runAsUser        | 0              | runAsUser must be a number above 0
        Deployment/dispatcher | POD/securityContext/seccompProfile   | -              | seccompProfile must be RuntimeDefault
        Deployment/dispatcher | POD/hostNetwork                      | true           | shares something with its node
        Job/client            | CONTAINER/securityContext            | -              | no securityContext
        Job/client            | CONTAINER/securityContext/readOnlyRootFilesystem | false | readOnlyRootFilesystem must be true
        Job/client            | CONTAINER/securityContext/allowPrivilegeEscalation | - | allowPrivilegeEscalation must be false
        Job/client            | CONTAINER/securityContext/capabilities | -            | ALL must be dropped
        Deployment/calculator | CONTAINER/resources/limits/memory    | 1Gi            | the limit must be there and equal the request
        Deployment/dispatcher | CONTAINER/resources/limits/memory    | 256Mi          | less than the 512Mi that a dispatcher needs
        Deployment/calculator | CONTAINER/resources/requests/cpu     | -              | no request
        Deployment/calculator | CONTAINER/resources/limits/cpu       | 500m           | a limit below 1
        Deployment/calculator | CONTAINER/startupProbe               | -              | no startupProbe
        Deployment/calculator | CONTAINER/livenessProbe/httpGet/path | /q/health      | livenessProbe must get /q/health/live
        Deployment/dispatcher | CONTAINER/readinessProbe/httpGet/port | spoor         | from the port management
        Service/dispatcher    | /spec/ports/0/protocol               | -              | no protocol
        Service/dispatcher    | /spec/ports/0/protocol               | TCP            | has no port spoor/TCP
        Service/dispatcher    | /spec/ports/0/targetPort             | jobs           | has no port jobs/UDP
        Service/dispatcher-pods | /spec/ports/0/port                 | 7071           | is no Service with such a UDP port
        Deployment/dispatcher | CONTAINER/ports/0/protocol           | -              | no protocol
        Deployment/dispatcher | CONTAINER/ports/0/containerPort      | 7171           | containerPort spoor is not the configured one
        Deployment/calculator | CONTAINER/ports/0/containerPort      | 8080           | containerPort management is not the configured one
        Deployment/calculator | CONTAINER/image                      | spoor/counter:0.1.0 | no deploy/images/counter/Dockerfile.jvm
        Deployment/calculator | CONTAINER/image                      | spoor/calculator:0.0.9 | is not of this version
        Deployment/calculator | CONTAINER/image                      | prom/prometheus:v0 | prom/prometheus:v0 is not the image of deploy/docker-compose.yml
        Deployment/calculator | CONTAINER/env/0/name                 | SPOOR_DISPATCHERZ | SPOOR_DISPATCHERZ is no key of the calculator
        Deployment/calculator | CONTAINER/env/0/value                | nobody:7070    | nobody:7070 is no Service
        Deployment/calculator | CONTAINER/env/1/value                | 1s             | SPOOR_RESOLVEMS: 1s is not a whole number
        Deployment/calculator | CONTAINER/env/1/value                | $(LATER)       | refers to LATER, which is not above it
        Deployment/calculator | CONTAINER/env/1/name                 | SPOOR_DISPATCHERS | SPOOR_DISPATCHERS twice
        Deployment/calculator | CONTAINER/env/2/value                | 20000          | drains for 20000 ms, a job may take 30000
        Deployment/calculator | POD/terminationGracePeriodSeconds    | 30             | is shorter than the
        Deployment/dispatcher | CONTAINER/lifecycle                  | -              | no preStop.sleep
        Deployment/dispatcher | CONTAINER/volumeMounts/0/mountPath   | /config        | no config map where the image looks
        Deployment/dispatcher | POD/volumes/0/configMap/name         | client-config  | does not hold dispatcher.json
        Service/dispatcher    | /spec/selector/app.kubernetes.io~1name | dispatchr    | selects no pod
        PodDisruptionBudget/calculator | /spec/selector/matchLabels/app.kubernetes.io~1name | worker | selects no pod
        Deployment/calculator | POD/topologySpreadConstraints        | -              | no topologySpreadConstraints
        Deployment/calculator | POD/topologySpreadConstraints/0/labelSelector/matchLabels/app.kubernetes.io~1name | client | spreads other pods
        Deployment/dispatcher | /spec/replicas                       | 2              | no PodDisruptionBudget
        Deployment/calculator | POD/enableServiceLink                | false          | Unrecognized field "enableServiceLink"
        Deployment/calculator | CONTAINER/imagePolicy               | Always           | Unrecognized field "imagePolicy"
        Deployment/calculator | /spec/replicas                       | three          | replicas
        Deployment/calculator | CONTAINER/env/1/value                | 1000           | Cannot coerce Integer value (1000)
        Deployment/calculator | /apiVersion                          | apps/v2        | unknown kind apps/v2/Deployment
        """)
    void shouldNotice(String object, String path, String value, String problem)
            throws IOException, FlatJson.MalformedException {
        List<JsonNode> documents = Manifests.base();
        change(find(documents, object), path.replace("CONTAINER", CONTAINER).replace("POD", POD), value, problem);

        List<String> found = Rules.check(documents, Configs.read());

        assertTrue(
                found.stream().anyMatch(it -> it.contains(problem)),
                () -> "expected: " + problem + ", found: " + found);
    }

    @ParameterizedTest
    @CsvSource({
        "ignoreNullValues, true, ignoreNullValues must be",
        "query, sum(spoor_jobs_waiting), spoor_jobs_waiting is no metric"
    })
    void shouldNoticeAScalerThatMisreadsTheDemand(String key, String value, String problem)
            throws IOException, FlatJson.MalformedException {
        List<JsonNode> documents = Manifests.base();
        ((ObjectNode) find(documents, "Deployment/calculator").get("spec")).remove("replicas");
        documents.addAll(Manifests.documents(Manifests.FOLDER.resolve("components/keda/scaledobject.yaml")));
        assertEquals(List.of(), Rules.check(documents, Configs.read()));

        ((ObjectNode) find(documents, "ScaledObject/calculator").at("/spec/triggers/0/metadata")).put(key, value);

        List<String> found = Rules.check(documents, Configs.read());
        assertTrue(found.toString().contains(problem), found::toString);
    }

    private static JsonNode find(List<JsonNode> documents, String object) {
        return documents.stream()
                .filter(it -> object.equals(
                        it.get("kind").asText() + "/" + it.at("/metadata/name").asText()))
                .findFirst()
                .orElseThrow();
    }

    private static void change(JsonNode document, String path, String value, String problem) {
        int last = path.lastIndexOf('/');
        JsonNode parent = document.at(path.substring(0, last));
        String field = path.substring(last + 1).replace("~1", "/");
        assertTrue(parent.isContainerNode(), () -> "there is no " + path);
        if (parent instanceof ArrayNode) {
            throw new IllegalArgumentException(path);
        }
        ObjectNode object = (ObjectNode) parent;
        if (value.equals("-")) {
            object.remove(field);
        } else if (value.matches("\\d+") && (problem.startsWith("Cannot coerce") || !field.equals("value"))) {
            object.put(field, Integer.parseInt(value));
        } else if (value.equals("true") || value.equals("false")) {
            object.put(field, Boolean.parseBoolean(value));
        } else {
            object.put(field, value);
        }
    }
}
