{{- define "connector.name" -}}
{{ .Release.Name | trunc 50 | trimSuffix "-" }}
{{- end }}
{{- define "connector.selector" -}}
app.kubernetes.io/name: darktrace-connector
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end }}
{{- define "connector.labels" -}}
{{ include "connector.selector" . }}
app.kubernetes.io/version: {{ .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end }}
