package main

import (
	"fmt"
	"reflect"
	"strings"
)

// Types whose JSON is not what their fields say; embedded/apiserver/protobuf/special.ts knows them.
var special = map[string]bool{
	"k8s.io/apimachinery/pkg/api/resource.Quantity": true, "k8s.io/apimachinery/pkg/util/intstr.IntOrString": true,
	"k8s.io/apimachinery/pkg/apis/meta/v1.Time": true, "k8s.io/apimachinery/pkg/apis/meta/v1.MicroTime": true,
	"k8s.io/apimachinery/pkg/apis/meta/v1.FieldsV1": true, "k8s.io/apimachinery/pkg/runtime.RawExtension": true,
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSON":                         true,
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSONSchemaPropsOrArray":       true,
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSONSchemaPropsOrBool":        true,
	"k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1.JSONSchemaPropsOrStringArray": true,
}

type marshaler interface{ Marshal() ([]byte, error) }

// describeAll gives, for each group version, the lines of its types: all that the roots reach.
func describeAll(roots []reflect.Type) map[string]map[string]string {
	lines := map[string]map[string]string{}
	seen := map[reflect.Type]bool{}
	for waiting := roots; len(waiting) > 0; {
		next := waiting[len(waiting)-1]
		waiting = waiting[:len(waiting)-1]
		if seen[next] {
			continue
		}
		seen[next] = true
		line, reached := describe(next)
		waiting = append(waiting, reached...)
		version := groupVersion(next)
		if lines[version] == nil {
			lines[version] = map[string]string{}
		}
		lines[version][next.Name()] = line
	}
	return lines
}

// describe gives a type's fields in the notation of apimachinery/kinds/read.ts.
func describe(owner reflect.Type) (string, []reflect.Type) {
	var fields []string
	var reached []reflect.Type
	for index := range owner.NumField() {
		field := owner.Field(index)
		tag := strings.Split(field.Tag.Get("protobuf"), ",")
		json := strings.Split(field.Tag.Get("json"), ",")
		if len(tag) < 2 || json[0] == "-" {
			continue
		}
		name := json[0]
		if name == "" {
			name = "."
		}
		text, message := describeType(field.Type, owner)
		if message != nil {
			reached = append(reached, message)
		}
		isPointer := field.Type.Kind() == reflect.Pointer
		if message == nil && isScalar(field.Type) && (isPointer || !hasOption(json, "omitempty")) {
			text += "!"
		}
		fields = append(fields, fmt.Sprintf("%s:%s:%s", tag[1], name, text))
	}
	return strings.Join(fields, " "), reached
}

func describeType(found, owner reflect.Type) (string, reflect.Type) {
	switch found.Kind() {
	case reflect.Pointer:
		return describeType(found.Elem(), owner)
	case reflect.String:
		return "string", nil
	case reflect.Bool:
		return "bool", nil
	case reflect.Int32, reflect.Int64:
		return found.Kind().String(), nil
	case reflect.Float64:
		return "double", nil
	case reflect.Slice:
		if found.Elem().Kind() == reflect.Uint8 {
			return "bytes", nil
		}
		text, message := describeType(found.Elem(), owner)
		// A named list is a message with the items in its first field.
		if found.Implements(reflect.TypeFor[marshaler]()) {
			return "()" + text, message
		}
		return "[]" + text, message
	case reflect.Map:
		text, message := describeType(found.Elem(), owner)
		return "{}" + text, message
	case reflect.Struct:
		path := found.PkgPath() + "." + found.Name()
		if special[path] {
			return found.Name(), nil
		}
		if found.PkgPath() == owner.PkgPath() {
			return found.Name(), found
		}
		return groupVersion(found) + "." + found.Name(), found
	}
	must(fmt.Errorf("%s: unexpected kind %s", found, found.Kind()))
	return "", nil
}

func isScalar(found reflect.Type) bool {
	if found.Kind() == reflect.Pointer {
		return isScalar(found.Elem())
	}
	switch found.Kind() {
	case reflect.String, reflect.Bool, reflect.Int32, reflect.Int64, reflect.Float64:
		return true
	}
	return false
}

func hasOption(tag []string, option string) bool {
	for _, one := range tag[1:] {
		if one == option {
			return true
		}
	}
	return false
}

// groupVersion names a type's package by its last two folders: `core/v1`, `meta/v1`.
func groupVersion(found reflect.Type) string {
	parts := strings.Split(found.PkgPath(), "/")
	return strings.Join(parts[len(parts)-2:], "/")
}
