// Go's Kubernetes clients against the cluster of KUBECONFIG: each test in a namespace of its own.
package clients

import (
	"context"
	"os"
	"testing"
	"time"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/wait"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

const limit = 30 * time.Second

func config(t *testing.T) *rest.Config {
	t.Helper()
	found, err := clientcmd.BuildConfigFromFlags("", os.Getenv("KUBECONFIG"))
	must(t, err)
	found.QPS = 500
	found.Burst = 500
	return found
}

func clientset(t *testing.T, change ...func(*rest.Config)) *kubernetes.Clientset {
	t.Helper()
	settings := config(t)
	for _, one := range change {
		one(settings)
	}
	client, err := kubernetes.NewForConfig(settings)
	must(t, err)
	return client
}

// namespace makes one for the test, which is deleted with it.
func namespace(t *testing.T) (context.Context, string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	t.Cleanup(cancel)
	namespaces := clientset(t).CoreV1().Namespaces()
	made, err := namespaces.Create(ctx, &core.Namespace{ObjectMeta: meta.ObjectMeta{GenerateName: "clients-"}}, meta.CreateOptions{})
	must(t, err)
	t.Cleanup(func() {
		must(t, namespaces.Delete(context.Background(), made.Name, meta.DeleteOptions{}))
	})
	return ctx, made.Name
}

// eventually waits until the condition holds.
func eventually(t *testing.T, ctx context.Context, what string, holds func() (bool, error)) {
	t.Helper()
	err := wait.PollUntilContextCancel(ctx, 20*time.Millisecond, true, func(context.Context) (bool, error) { return holds() })
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func equal[T comparable](t *testing.T, what string, got, want T) {
	t.Helper()
	if got != want {
		t.Fatalf("%s is %v, expected %v", what, got, want)
	}
}
