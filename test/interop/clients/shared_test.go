package clients

import (
	"context"
	"testing"
	"time"

	core "k8s.io/api/core/v1"
	events "k8s.io/api/events/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/client-go/discovery/cached/memory"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes/scheme"
	"k8s.io/client-go/metadata"
	"k8s.io/client-go/restmapper"
	"k8s.io/client-go/tools/cache"
	recorders "k8s.io/client-go/tools/events"
	"k8s.io/client-go/tools/leaderelection"
	"k8s.io/client-go/tools/leaderelection/resourcelock"
)

func TestInformer(t *testing.T) {
	ctx, ns := namespace(t)
	client := clientset(t)
	configMaps := client.CoreV1().ConfigMaps(ns)
	_, err := configMaps.Create(ctx, &core.ConfigMap{ObjectMeta: meta.ObjectMeta{Name: "before"}}, meta.CreateOptions{})
	must(t, err)
	factory := informers.NewSharedInformerFactoryWithOptions(client, 0, informers.WithNamespace(ns))
	informer := factory.Core().V1().ConfigMaps()
	seen := make(chan string, 16)
	_, err = informer.Informer().AddEventHandler(cache.ResourceEventHandlerFuncs{
		AddFunc:    func(object any) { seen <- "add " + object.(*core.ConfigMap).Name },
		UpdateFunc: func(_, object any) { seen <- "update " + object.(*core.ConfigMap).Name },
		DeleteFunc: func(object any) { seen <- "delete " + object.(*core.ConfigMap).Name },
	})
	must(t, err)
	factory.Start(ctx.Done())
	if !cache.WaitForCacheSync(ctx.Done(), informer.Informer().HasSynced) {
		t.Fatal("the informer did not sync")
	}
	made, err := configMaps.Create(ctx, &core.ConfigMap{ObjectMeta: meta.ObjectMeta{Name: "after"}}, meta.CreateOptions{})
	must(t, err)
	made.Data = map[string]string{"a": "b"}
	_, err = configMaps.Update(ctx, made, meta.UpdateOptions{})
	must(t, err)
	must(t, configMaps.Delete(ctx, "after", meta.DeleteOptions{}))
	for _, want := range []string{"add before", "add after", "update after", "delete after"} {
		for got := ""; got != want; {
			select {
			case got = <-seen:
			case <-ctx.Done():
				t.Fatalf("%q was not seen", want)
			}
		}
	}
	kept, err := informer.Lister().ConfigMaps(ns).Get("before")
	must(t, err)
	equal(t, "name in the cache", kept.Name, "before")
}

func TestLeaderElection(t *testing.T) {
	ctx, ns := namespace(t)
	leads := make(chan string, 4)
	candidate := func(name string) (stop func()) {
		own, cancel := context.WithCancel(ctx)
		lock := &resourcelock.LeaseLock{
			LeaseMeta:  meta.ObjectMeta{Name: "leader", Namespace: ns},
			Client:     clientset(t).CoordinationV1(),
			LockConfig: resourcelock.ResourceLockConfig{Identity: name},
		}
		go leaderelection.RunOrDie(own, leaderelection.LeaderElectionConfig{
			Lock: lock, ReleaseOnCancel: true,
			LeaseDuration: 10 * time.Second, RenewDeadline: 8 * time.Second, RetryPeriod: 200 * time.Millisecond,
			Callbacks: leaderelection.LeaderCallbacks{
				OnStartedLeading: func(context.Context) { leads <- name },
				OnStoppedLeading: func() {},
			},
		})
		return cancel
	}
	stopFirst := candidate("first")
	equal(t, "leader", <-leads, "first")
	stopSecond := candidate("second")
	defer stopSecond()
	stopFirst()
	equal(t, "leader after the first left", <-leads, "second")
	lease, err := clientset(t).CoordinationV1().Leases(ns).Get(ctx, "leader", meta.GetOptions{})
	must(t, err)
	equal(t, "transitions", *lease.Spec.LeaseTransitions >= 1, true)
}

func TestEventRecorder(t *testing.T) {
	ctx, ns := namespace(t)
	client := clientset(t)
	object, err := client.CoreV1().ConfigMaps(ns).Create(ctx, &core.ConfigMap{ObjectMeta: meta.ObjectMeta{Name: "about"}}, meta.CreateOptions{})
	must(t, err)
	broadcaster := recorders.NewBroadcaster(&recorders.EventSinkImpl{Interface: client.EventsV1()})
	must(t, broadcaster.StartRecordingToSinkWithContext(ctx))
	defer broadcaster.Shutdown()
	recorder := broadcaster.NewRecorder(scheme.Scheme, "clients.gwconf.dev/test")
	recorder.Eventf(object, nil, core.EventTypeNormal, "Tried", "Trying", "attempt %d", 1)
	var found *core.Event
	eventually(t, ctx, "the event in the core API", func() (bool, error) {
		list, err := client.CoreV1().Events(ns).List(ctx, meta.ListOptions{FieldSelector: "involvedObject.name=about"})
		if err != nil || len(list.Items) == 0 {
			return false, err
		}
		found = &list.Items[0]
		return true, nil
	})
	equal(t, "message", found.Message, "attempt 1")
	equal(t, "reporting component", found.ReportingController, "clients.gwconf.dev/test")
	var same *events.Event
	same, err = client.EventsV1().Events(ns).Get(ctx, found.Name, meta.GetOptions{})
	must(t, err)
	equal(t, "note", same.Note, "attempt 1")
}

func TestDiscoveryAndUntypedClients(t *testing.T) {
	ctx, ns := namespace(t)
	discovery := memory.NewMemCacheClient(clientset(t).Discovery())
	mapper := restmapper.NewDeferredDiscoveryRESTMapper(discovery)
	mapping, err := mapper.RESTMapping(schema.GroupKind{Group: "gateway.networking.k8s.io", Kind: "HTTPRoute"})
	must(t, err)
	equal(t, "resource", mapping.Resource.String(), "gateway.networking.k8s.io/v1, Resource=httproutes")
	paths, err := discovery.OpenAPIV3().Paths()
	must(t, err)
	if _, ok := paths["apis/gateway.networking.k8s.io/v1"]; !ok {
		t.Fatal("OpenAPI v3 does not know the Gateway API")
	}
	routes, err := dynamic.NewForConfig(config(t))
	must(t, err)
	route := &unstructured.Unstructured{Object: map[string]any{
		"apiVersion": "gateway.networking.k8s.io/v1", "kind": "HTTPRoute",
		"metadata": map[string]any{"name": "untyped", "labels": map[string]any{"a": "b"}},
		"spec":     map[string]any{"parentRefs": []any{map[string]any{"name": "none"}}},
	}}
	made, err := routes.Resource(mapping.Resource).Namespace(ns).Create(ctx, route, meta.CreateOptions{})
	must(t, err)
	equal(t, "generation", made.GetGeneration(), int64(1))
	metadataClient, err := metadata.NewForConfig(config(t))
	must(t, err)
	list, err := metadataClient.Resource(mapping.Resource).Namespace(ns).List(ctx, meta.ListOptions{LabelSelector: "a=b"})
	must(t, err)
	equal(t, "metadata of routes", len(list.Items), 1)
	equal(t, "its name", list.Items[0].Name, "untyped")
	namespaces := metadataClient.Resource(core.SchemeGroupVersion.WithResource("namespaces"))
	builtIn, err := namespaces.Get(ctx, ns, meta.GetOptions{})
	must(t, err)
	equal(t, "metadata of a built-in object", builtIn.Name, ns)
}
