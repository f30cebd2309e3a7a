package main

import (
	admissionregistration "k8s.io/api/admissionregistration/v1"
	apps "k8s.io/api/apps/v1"
	authentication "k8s.io/api/authentication/v1"
	authorization "k8s.io/api/authorization/v1"
	autoscaling "k8s.io/api/autoscaling/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batch "k8s.io/api/batch/v1"
	certificates "k8s.io/api/certificates/v1beta1"
	coordination "k8s.io/api/coordination/v1"
	core "k8s.io/api/core/v1"
	discovery "k8s.io/api/discovery/v1"
	events "k8s.io/api/events/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	rbac "k8s.io/api/rbac/v1"
	scheduling "k8s.io/api/scheduling/v1"
	storage "k8s.io/api/storage/v1"
	apiextensions "k8s.io/apiextensions-apiserver/pkg/apis/apiextensions/v1"
	"k8s.io/apimachinery/pkg/runtime"
)

var packages = []func(*runtime.Scheme) error{
	admissionregistration.AddToScheme, apiextensions.AddToScheme, apps.AddToScheme, authentication.AddToScheme,
	authorization.AddToScheme, autoscaling.AddToScheme, autoscalingv2.AddToScheme, batch.AddToScheme,
	certificates.AddToScheme, coordination.AddToScheme, core.AddToScheme, discovery.AddToScheme, events.AddToScheme, networking.AddToScheme,
	policy.AddToScheme, rbac.AddToScheme, scheduling.AddToScheme, storage.AddToScheme,
}

var kinds = []string{
	"admissionregistration.k8s.io/v1.MutatingWebhookConfiguration",
	"admissionregistration.k8s.io/v1.ValidatingAdmissionPolicy",
	"admissionregistration.k8s.io/v1.ValidatingAdmissionPolicyBinding",
	"admissionregistration.k8s.io/v1.ValidatingWebhookConfiguration",
	"apiextensions.k8s.io/v1.CustomResourceDefinition",
	"apps/v1.ControllerRevision", "apps/v1.DaemonSet", "apps/v1.Deployment", "apps/v1.ReplicaSet", "apps/v1.StatefulSet",
	"authentication.k8s.io/v1.SelfSubjectReview", "authentication.k8s.io/v1.TokenRequest",
	"authentication.k8s.io/v1.TokenReview",
	"authorization.k8s.io/v1.LocalSubjectAccessReview", "authorization.k8s.io/v1.SelfSubjectAccessReview",
	"authorization.k8s.io/v1.SelfSubjectRulesReview", "authorization.k8s.io/v1.SubjectAccessReview",
	"autoscaling/v1.Scale", "autoscaling/v2.HorizontalPodAutoscaler",
	"batch/v1.CronJob", "batch/v1.Job",
	"certificates.k8s.io/v1beta1.ClusterTrustBundle",
	"coordination.k8s.io/v1.Lease",
	"v1.Binding", "v1.ConfigMap", "v1.Endpoints", "v1.Event", "v1.LimitRange", "v1.Namespace", "v1.Node",
	"v1.PersistentVolume", "v1.PersistentVolumeClaim", "v1.Pod", "v1.PodTemplate", "v1.ReplicationController",
	"v1.ResourceQuota", "v1.Secret", "v1.Service", "v1.ServiceAccount",
	"discovery.k8s.io/v1.EndpointSlice",
	"events.k8s.io/v1.Event",
	"networking.k8s.io/v1.Ingress", "networking.k8s.io/v1.IngressClass", "networking.k8s.io/v1.NetworkPolicy",
	"policy/v1.Eviction", "policy/v1.PodDisruptionBudget",
	"rbac.authorization.k8s.io/v1.ClusterRole", "rbac.authorization.k8s.io/v1.ClusterRoleBinding",
	"rbac.authorization.k8s.io/v1.Role", "rbac.authorization.k8s.io/v1.RoleBinding",
	"scheduling.k8s.io/v1.PriorityClass",
	"storage.k8s.io/v1.StorageClass",
}

var options = []string{"v1.DeleteOptions", "v1.Status", "v1.WatchEvent"}
