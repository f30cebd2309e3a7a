// Writes down what the embedded API server and apimachinery have to know of Kubernetes' own types.
//
//	go run . types FOLDER   their fields, one TypeScript file for each API group and version
//	go run . samples FILE   objects as JSON and as protobuf, to test with
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"sort"
	"strings"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

func main() {
	if len(os.Args) != 3 || (os.Args[1] != "types" && os.Args[1] != "samples") {
		fmt.Fprintln(os.Stderr, "usage: go run . types FOLDER | go run . samples FILE")
		os.Exit(2)
	}
	scheme := runtime.NewScheme()
	for _, add := range packages {
		must(add(scheme))
	}
	roots := findRoots(scheme)
	if os.Args[1] == "samples" {
		must(os.WriteFile(os.Args[2], makeSamples(scheme, roots), 0o644))
		return
	}
	types := describeAll(roots)
	for _, name := range sortedKeys(types) {
		must(os.WriteFile(filepath.Join(os.Args[2], fileName(name)), render(types[name]), 0o644))
	}
	must(os.WriteFile(filepath.Join(os.Args[2], "index.ts"), renderIndex(sortedKeys(types), versionsOf(scheme)), 0o644))
}

// The kinds asked for, their lists, and the options and answers that every group version has.
func findRoots(scheme *runtime.Scheme) []reflect.Type {
	var roots []reflect.Type
	for _, kind := range append(kinds, options...) {
		version, name := kind[:strings.LastIndex(kind, ".")], kind[strings.LastIndex(kind, ".")+1:]
		gv, err := schema.ParseGroupVersion(version)
		must(err)
		found, ok := scheme.AllKnownTypes()[gv.WithKind(name)]
		if !ok {
			must(fmt.Errorf("%s is not known", kind))
		}
		roots = append(roots, found)
		if list, ok := scheme.AllKnownTypes()[gv.WithKind(name+"List")]; ok {
			roots = append(roots, list)
		}
	}
	return roots
}

// versionsOf tells the API version that each package defines.
func versionsOf(scheme *runtime.Scheme) map[string]string {
	versions := map[string]string{"meta/v1": "meta.k8s.io/v1"}
	for kind, found := range scheme.AllKnownTypes() {
		if name := groupVersion(found); name != "meta/v1" && kind.Version != runtime.APIVersionInternal {
			versions[name] = kind.GroupVersion().String()
		}
	}
	return versions
}

func sortedKeys[T any](values map[string]T) []string {
	keys := make([]string, 0, len(values))
	for key := range values {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
