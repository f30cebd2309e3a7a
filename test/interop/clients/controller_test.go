package clients

import (
	"context"
	"io"
	"testing"

	core "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/errors"
	apimeta "k8s.io/apimachinery/pkg/api/meta"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/client-go/kubernetes/scheme"
	controllers "sigs.k8s.io/controller-runtime"
	"sigs.k8s.io/controller-runtime/pkg/cache"
	"sigs.k8s.io/controller-runtime/pkg/client"
	"sigs.k8s.io/controller-runtime/pkg/controller/controllerutil"
	"sigs.k8s.io/controller-runtime/pkg/log"
	"sigs.k8s.io/controller-runtime/pkg/log/zap"
	"sigs.k8s.io/controller-runtime/pkg/metrics/server"
	gateway "sigs.k8s.io/gateway-api/apis/v1"
)

const (
	class     = "clients-test"
	finalizer = "clients.gwconf.dev/finalizer"
)

// gatewayReconciler does what controllers do: a finalizer, an object that it owns, a status.
type gatewayReconciler struct{ client.Client }

func (r *gatewayReconciler) Reconcile(ctx context.Context, request controllers.Request) (controllers.Result, error) {
	var found gateway.Gateway
	if err := r.Get(ctx, request.NamespacedName, &found); err != nil {
		return controllers.Result{}, client.IgnoreNotFound(err)
	}
	if !found.DeletionTimestamp.IsZero() {
		before := found.DeepCopy()
		controllerutil.RemoveFinalizer(&found, finalizer)
		return controllers.Result{}, client.IgnoreNotFound(r.Patch(ctx, &found, client.MergeFrom(before)))
	}
	if controllerutil.AddFinalizer(&found, finalizer) {
		return controllers.Result{}, r.Update(ctx, &found)
	}
	service := &core.Service{ObjectMeta: meta.ObjectMeta{Name: found.Name, Namespace: found.Namespace}}
	_, err := controllerutil.CreateOrUpdate(ctx, r.Client, service, func() error {
		service.Spec.Ports = []core.ServicePort{{Port: found.Spec.Listeners[0].Port}}
		return controllers.SetControllerReference(&found, service, r.Scheme())
	})
	if err != nil {
		return controllers.Result{}, err
	}
	before := found.DeepCopy()
	apimeta.SetStatusCondition(&found.Status.Conditions, meta.Condition{
		Type: "Accepted", Status: meta.ConditionTrue, Reason: "Accepted", ObservedGeneration: found.Generation,
	})
	return controllers.Result{}, r.Status().Patch(ctx, &found, client.MergeFrom(before))
}

// A controller of controller-runtime: manager, cache with an index, watches of owned objects.
func TestController(t *testing.T) {
	log.SetLogger(zap.New(zap.WriteTo(io.Discard)))
	ctx, ns := namespace(t)
	types := runtime.NewScheme()
	must(t, scheme.AddToScheme(types))
	must(t, gateway.Install(types))
	manager, err := controllers.NewManager(config(t), controllers.Options{
		Scheme:  types,
		Metrics: server.Options{BindAddress: "0"},
		Cache:   cache.Options{DefaultNamespaces: map[string]cache.Config{ns: {}}},
	})
	must(t, err)
	byClass := func(object client.Object) []string {
		return []string{string(object.(*gateway.Gateway).Spec.GatewayClassName)}
	}
	must(t, manager.GetFieldIndexer().IndexField(ctx, &gateway.Gateway{}, "class", byClass))
	reconciler := &gatewayReconciler{manager.GetClient()}
	must(t, controllers.NewControllerManagedBy(manager).For(&gateway.Gateway{}).Owns(&core.Service{}).Complete(reconciler))
	running, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- manager.Start(running) }()

	direct, err := client.New(config(t), client.Options{Scheme: types})
	must(t, err)
	made := &gateway.Gateway{
		ObjectMeta: meta.ObjectMeta{Name: "made", Namespace: ns},
		Spec: gateway.GatewaySpec{
			GatewayClassName: class,
			Listeners:        []gateway.Listener{{Name: "http", Port: 8080, Protocol: gateway.HTTPProtocolType}},
		},
	}
	must(t, direct.Create(ctx, made))
	key := client.ObjectKeyFromObject(made)
	eventually(t, ctx, "the Gateway accepted", func() (bool, error) {
		err := direct.Get(ctx, key, made)
		return err == nil && apimeta.IsStatusConditionTrue(made.Status.Conditions, "Accepted"), err
	})
	equal(t, "observed generation", apimeta.FindStatusCondition(made.Status.Conditions, "Accepted").ObservedGeneration, made.Generation)

	var service core.Service
	must(t, direct.Get(ctx, key, &service))
	must(t, direct.Delete(ctx, &service))
	eventually(t, ctx, "the owned Service made again", func() (bool, error) {
		uid := service.UID
		var again core.Service
		err := direct.Get(ctx, key, &again)
		return err == nil && again.UID != uid && again.Spec.ClusterIP != "", client.IgnoreNotFound(err)
	})
	var list gateway.GatewayList
	must(t, manager.GetClient().List(ctx, &list, client.MatchingFields{"class": class}))
	equal(t, "Gateways in the index", len(list.Items), 1)

	must(t, direct.Delete(ctx, made))
	eventually(t, ctx, "the Gateway and its Service gone", func() (bool, error) {
		gone := errors.IsNotFound(direct.Get(ctx, key, made))
		return gone && errors.IsNotFound(direct.Get(ctx, key, &core.Service{})), nil
	})
	stop()
	must(t, <-ended)
}
