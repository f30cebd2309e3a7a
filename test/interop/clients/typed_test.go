package clients

import (
	"fmt"
	"strings"
	"testing"

	apps "k8s.io/api/apps/v1"
	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/watch"
	corev1 "k8s.io/client-go/applyconfigurations/core/v1"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/pager"
)

func onlyProtobuf(settings *rest.Config) {
	settings.ContentType = runtime.ContentTypeProtobuf
	settings.AcceptContentTypes = runtime.ContentTypeProtobuf
}

// A client that neither writes nor reads anything but protobuf.
func TestProtobufOnly(t *testing.T) {
	ctx, ns := namespace(t)
	secrets := clientset(t, onlyProtobuf).CoreV1().Secrets(ns)
	watched, err := secrets.Watch(ctx, meta.ListOptions{})
	must(t, err)
	defer watched.Stop()

	data := map[string][]byte{"key": {0, 255, 1}}
	made, err := secrets.Create(ctx, &core.Secret{ObjectMeta: meta.ObjectMeta{Name: "one"}, Data: data}, meta.CreateOptions{})
	must(t, err)
	equal(t, "type", made.Type, core.SecretTypeOpaque)
	equal(t, "data", string(made.Data["key"]), "\x00\xff\x01")

	stale := made.DeepCopy()
	made.Labels = map[string]string{"a": "b"}
	_, err = secrets.Update(ctx, made, meta.UpdateOptions{})
	must(t, err)
	_, err = secrets.Update(ctx, stale, meta.UpdateOptions{})
	equal(t, "conflict of a stale update", errors.IsConflict(err), true)

	list, err := secrets.List(ctx, meta.ListOptions{LabelSelector: "a=b"})
	must(t, err)
	equal(t, "length of the list", len(list.Items), 1)
	must(t, secrets.Delete(ctx, "one", *meta.NewPreconditionDeleteOptions(string(made.UID))))
	_, err = secrets.Get(ctx, "one", meta.GetOptions{})
	equal(t, "not found", errors.IsNotFound(err), true)

	for _, want := range []watch.EventType{watch.Added, watch.Modified, watch.Deleted} {
		event := <-watched.ResultChan()
		equal(t, "event", event.Type, want)
		equal(t, "name in the event", event.Object.(*core.Secret).Name, "one")
	}
}

func TestPages(t *testing.T) {
	ctx, ns := namespace(t)
	configMaps := clientset(t).CoreV1().ConfigMaps(ns)
	for index := range 10 {
		object := &core.ConfigMap{ObjectMeta: meta.ObjectMeta{Name: fmt.Sprintf("page-%d", index)}}
		_, err := configMaps.Create(ctx, object, meta.CreateOptions{})
		must(t, err)
	}
	pages := 0
	lister := pager.New(pager.SimplePageFunc(func(options meta.ListOptions) (runtime.Object, error) {
		pages++
		return configMaps.List(ctx, options)
	}))
	lister.PageSize = 4
	var names []string
	err := lister.EachListItem(ctx, meta.ListOptions{LabelSelector: "!other"}, func(object runtime.Object) error {
		if name := object.(*core.ConfigMap).Name; strings.HasPrefix(name, "page-") {
			names = append(names, name)
		}
		return nil
	})
	must(t, err)
	equal(t, "items", len(names), 10)
	equal(t, "first and last", names[0]+names[9], "page-0page-9")
	if pages < 3 {
		t.Fatalf("%d pages, expected at least 3", pages)
	}
}

func TestServerSideApply(t *testing.T) {
	ctx, ns := namespace(t)
	configMaps := clientset(t).CoreV1().ConfigMaps(ns)
	apply := func(manager string, force bool, data map[string]string) (*core.ConfigMap, error) {
		wanted := corev1.ConfigMap("applied", ns).WithData(data)
		return configMaps.Apply(ctx, wanted, meta.ApplyOptions{FieldManager: manager, Force: force})
	}
	_, err := apply("one", false, map[string]string{"mine": "1", "shared": "1"})
	must(t, err)
	_, err = apply("two", false, map[string]string{"shared": "2"})
	equal(t, "conflict between managers", errors.IsConflict(err), true)
	_, err = apply("two", true, map[string]string{"shared": "2"})
	must(t, err)
	left, err := apply("one", false, map[string]string{})
	must(t, err)
	equal(t, "fields left to the other", fmt.Sprint(left.Data), "map[shared:2]")

	extracted, err := corev1.ExtractConfigMap(left, "two")
	must(t, err)
	equal(t, "fields extracted", fmt.Sprint(extracted.Data), "map[shared:2]")
}

// A workload of the echo server: rollout, log, scale.
func TestWorkload(t *testing.T) {
	ctx, ns := namespace(t)
	client := clientset(t)
	labels := map[string]string{"app": "echo"}
	deployment := &apps.Deployment{
		ObjectMeta: meta.ObjectMeta{Name: "echo"},
		Spec: apps.DeploymentSpec{
			Selector: &meta.LabelSelector{MatchLabels: labels},
			Template: core.PodTemplateSpec{
				ObjectMeta: meta.ObjectMeta{Labels: labels},
				Spec: core.PodSpec{Containers: []core.Container{{
					Name: "echo", Image: "registry.k8s.io/gateway-api/echo-basic:v1.5.1",
				}}},
			},
		},
	}
	deployments := client.AppsV1().Deployments(ns)
	_, err := deployments.Create(ctx, deployment, meta.CreateOptions{})
	must(t, err)
	waitForReplicas := func(wanted int32) {
		eventually(t, ctx, fmt.Sprintf("%d replicas ready", wanted), func() (bool, error) {
			found, err := deployments.Get(ctx, "echo", meta.GetOptions{})
			return err == nil && found.Status.ReadyReplicas == wanted && found.Status.Replicas == wanted, err
		})
	}
	waitForReplicas(1)
	pods, err := client.CoreV1().Pods(ns).List(ctx, meta.ListOptions{LabelSelector: "app=echo", FieldSelector: "status.phase=Running"})
	must(t, err)
	equal(t, "pods", len(pods.Items), 1)
	log, err := client.CoreV1().Pods(ns).GetLogs(pods.Items[0].Name, &core.PodLogOptions{}).DoRaw(ctx)
	must(t, err)
	if !strings.Contains(string(log), "3000") {
		t.Fatalf("the log does not name the port: %s", log)
	}
	scale, err := deployments.GetScale(ctx, "echo", meta.GetOptions{})
	must(t, err)
	scale.Spec.Replicas = 3
	_, err = deployments.UpdateScale(ctx, "echo", scale, meta.UpdateOptions{})
	must(t, err)
	waitForReplicas(3)
	foreground := meta.DeletePropagationForeground
	must(t, deployments.Delete(ctx, "echo", meta.DeleteOptions{PropagationPolicy: &foreground}))
	eventually(t, ctx, "the deployment and its pods gone", func() (bool, error) {
		_, err := deployments.Get(ctx, "echo", meta.GetOptions{})
		if !errors.IsNotFound(err) {
			return false, err
		}
		left, err := client.CoreV1().Pods(ns).List(ctx, meta.ListOptions{})
		return err == nil && len(left.Items) == 0, err
	})
}
