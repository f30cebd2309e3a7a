package main

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"reflect"
	"time"

	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/serializer/protobuf"
	"k8s.io/apimachinery/pkg/util/intstr"
)

type sample struct {
	JSON     json.RawMessage `json:"json"`
	Protobuf string          `json:"protobuf"`
}

// makeSamples gives each root twice, full and empty, as Go's own encoders write it: one JSON text a line. What holds a
// pod is cut short, since the Pod itself is there.
func makeSamples(scheme *runtime.Scheme, roots []reflect.Type) []byte {
	serializer := protobuf.NewSerializer(scheme, scheme)
	var lines bytes.Buffer
	for _, root := range roots {
		if root.Name() == "WatchEvent" {
			continue
		}
		depths := []int{5, 0}
		if root.Name() == "Pod" || root.Name() == "CustomResourceDefinition" {
			depths[0] = 9
		}
		for _, depth := range depths {
			value := reflect.New(root)
			(&filler{}).fill(value.Elem(), depth)
			object, ok := value.Interface().(runtime.Object)
			if !ok {
				must(fmt.Errorf("%s is no object", root))
			}
			kinds, _, err := scheme.ObjectKinds(object)
			must(err)
			object.GetObjectKind().SetGroupVersionKind(kinds[0])
			encoded, err := runtime.Encode(serializer, object)
			must(err)
			text, err := json.Marshal(object)
			must(err)
			line, err := json.Marshal(sample{text, base64.StdEncoding.EncodeToString(encoded)})
			must(err)
			lines.Write(append(line, '\n'))
		}
	}
	return lines.Bytes()
}

// filler sets every field to a value that it has given to no other.
type filler struct{ count int64 }

func (f *filler) fill(value reflect.Value, depth int) {
	if depth <= 0 || !value.CanSet() || f.fillSpecial(value) {
		return
	}
	f.count++
	switch value.Kind() {
	case reflect.Pointer:
		value.Set(reflect.New(value.Type().Elem()))
		f.fill(value.Elem(), depth)
	case reflect.Struct:
		for index := range value.NumField() {
			if value.Type().Field(index).Tag.Get("protobuf") != "" {
				f.fill(value.Field(index), depth-1)
			}
		}
	case reflect.Slice:
		if value.Type().Elem().Kind() == reflect.Uint8 {
			value.SetBytes([]byte{byte(f.count), 0, 255})
			return
		}
		value.Set(reflect.MakeSlice(value.Type(), 2, 2))
		f.fill(value.Index(0), depth-1)
		f.fill(value.Index(1), min(depth-1, 1))
	case reflect.Map:
		value.Set(reflect.MakeMap(value.Type()))
		item := reflect.New(value.Type().Elem()).Elem()
		f.fill(item, max(depth-1, 1))
		value.SetMapIndex(reflect.ValueOf(fmt.Sprintf("key-%d", f.count)).Convert(value.Type().Key()), item)
	case reflect.String:
		value.SetString(fmt.Sprintf("text-%d-ü", f.count))
	case reflect.Bool:
		value.SetBool(true)
	case reflect.Int32:
		value.SetInt(-f.count)
	case reflect.Int64:
		value.SetInt(f.count << 33)
	case reflect.Float64:
		value.SetFloat(float64(f.count) + 0.5)
	default:
		must(fmt.Errorf("cannot fill %s", value.Type()))
	}
}

func (f *filler) fillSpecial(value reflect.Value) bool {
	switch value.Interface().(type) {
	case resource.Quantity:
		value.Set(reflect.ValueOf(resource.MustParse("1500m")))
	case intstr.IntOrString:
		f.count++
		choice := []intstr.IntOrString{intstr.FromInt32(int32(f.count)), intstr.FromString("25%")}
		value.Set(reflect.ValueOf(choice[f.count%2]))
	case meta.Time:
		f.count++
		value.Set(reflect.ValueOf(meta.Unix(1_700_000_000+f.count, 0)))
		value.Addr().Interface().(*meta.Time).Time = value.Interface().(meta.Time).UTC()
	case meta.MicroTime:
		f.count++
		value.Set(reflect.ValueOf(meta.NewMicroTime(time.Unix(1_700_000_000+f.count, 1_234_000).UTC())))
	case meta.FieldsV1:
		value.Set(reflect.ValueOf(meta.FieldsV1{Raw: []byte(`{"f:spec":{}}`)}))
	case runtime.RawExtension:
		value.Set(reflect.ValueOf(runtime.RawExtension{Raw: []byte(`{"a":[1]}`)}))
	case apiextensions.JSON:
		value.Set(reflect.ValueOf(apiextensions.JSON{Raw: []byte(`["x",{"y":[]}]`)}))
	case apiextensions.JSONSchemaPropsOrBool:
		value.Set(reflect.ValueOf(apiextensions.JSONSchemaPropsOrBool{Allows: true}))
	case apiextensions.JSONSchemaPropsOrArray:
		schema := apiextensions.JSONSchemaProps{Type: "string"}
		value.Set(reflect.ValueOf(apiextensions.JSONSchemaPropsOrArray{Schema: &schema}))
	case apiextensions.JSONSchemaPropsOrStringArray:
		value.Set(reflect.ValueOf(apiextensions.JSONSchemaPropsOrStringArray{Property: []string{"p", "q"}}))
	case apiextensions.JSONSchemaProps:
		// It holds itself in eleven ways: one of each is enough.
		f.count++
		if f.count > 2_000 {
			return true
		}
		return false
	default:
		return false
	}
	return true
}
