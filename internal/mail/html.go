package mail

import "html/template"

// page is a digest as simple HTML: the same words as its text, with links where the service's address is known, and nothing that is fetched or counted.
var page = template.Must(template.New("digest").Parse(`<!DOCTYPE html>
<html lang="en">
<body style="font-family: sans-serif; line-height: 1.4">
<p>Dear {{.To}},</p>
<p>{{.Opening}}</p>
{{- $d := .}}
{{- range .Members}}
<h3 style="margin-bottom: 0">{{.Name}}</h3>
{{- if eq $d.Kind "escalation"}}
<p style="margin: 0">{{.Whom}}</p>
{{- end}}
<ul>
{{- range .Items}}
<li>{{with $d.Address .}}<a href="{{.}}">{{end}}{{.Plan}} {{.Ref}}{{with $d.Address .}}</a>{{end}}: {{.Title}} ({{$d.About .}})</li>
{{- end}}
</ul>
{{- end}}
{{- if and .Round.Note (eq .Kind "digest")}}
<p>From the secretariat: {{.Round.Note}}</p>
{{- end}}
<p>{{.Closing}}</p>
<hr>
<p style="font-size: smaller">{{.Why}}</p>
</body>
</html>
`))
