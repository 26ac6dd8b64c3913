package api

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"mime"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/report"
	"fwptracker/internal/workplan"
)

// reportFile is a report in one of its forms, ready to be sent. Stamp tells what it rests on; a file without a name is not for saving.
type reportFile struct {
	stamp     string
	says      reportKey
	etag      string
	mediaType string
	name      string
	policy    string
	body      []byte
}

// formNames lists the forms of the report: JSON, and those of package report.
func formNames() []string {
	names := []string{"json"}
	for _, f := range report.Formats {
		names = append(names, f.Name)
	}
	return names
}

// acceptedForm is the form asked for, or else the one of those offered that the Accept header weighs highest; the first where several weigh the
// same.
func acceptedForm(c echo.Context, asked string, offered []string) (string, error) {
	c.Response().Header().Add("Vary", "Accept")
	accept := c.Request().Header.Values("Accept")
	if asked != "" || len(accept) == 0 {
		return cmp.Or(asked, "json"), nil
	}
	best, most := "", 0.0
	for _, name := range offered {
		if w := weight(accept, mediaOf(name)); w > most {
			best, most = name, w
		}
	}
	if best == "" {
		return "", edge("not-acceptable", "This comes as "+joined(offered)+". Name one of them in format, or its media type in Accept.")
	}
	return best, nil
}

// mediaOf is the media type of a form, without parameters.
func mediaOf(form string) string {
	f, err := report.Named(form)
	if err != nil {
		return mimeJSON
	}
	media, _, _ := mime.ParseMediaType(f.MediaType) // they are well formed
	return media
}

// weight is how much an Accept header wants a media type (RFC 9110, section 12.5.1): the most specific of its ranges that fits counts.
func weight(accept []string, media string) float64 {
	kind, _, _ := strings.Cut(media, "/")
	found, specific := 0.0, -1
	for part := range strings.SplitSeq(strings.Join(accept, ","), ",") {
		asked, params, err := mime.ParseMediaType(part)
		rank := slices.Index([]string{"*/*", kind + "/*", media}, asked)
		if err != nil || rank <= specific {
			continue
		}
		q, err := strconv.ParseFloat(params["q"], 64)
		if err != nil {
			q = 1
		}
		found, specific = q, rank
	}
	return found
}

// makeReport renders a report in a form.
func makeReport(r workplan.CompletionReport, form string, o report.Options) (reportFile, error) {
	if form == "json" {
		return jsonFile(reportDTO(r))
	}
	return makeForm(form, func(f report.Format) string { return f.FileName(r, o) }, func(f report.Format, w io.Writer) error { return f.Render(w, r, o) })
}

// jsonFile is a report as JSON, which is not for saving.
func jsonFile(dto any) (reportFile, error) {
	body, err := encode(dto)
	return reportFile{etag: etagOf(0, body), mediaType: mimeJSON, body: body}, err
}

// makeForm makes the file of one of the forms of package report; that of a page is shown.
func makeForm(form string, name func(report.Format) string, write func(report.Format, io.Writer) error) (reportFile, error) {
	f, err := report.Named(form)
	if err != nil {
		return reportFile{}, err
	}
	file, err := fileOf(f.MediaType, name(f), func(w io.Writer) error { return write(f, w) })
	if form == "html" {
		file.policy = report.PagePolicy
	}
	return file, unrendered(err)
}

// fileOf is a file of what is written into it.
func fileOf(mediaType, name string, write func(io.Writer) error) (reportFile, error) {
	var b bytes.Buffer
	if err := write(&b); err != nil {
		return reportFile{}, err
	}
	return reportFile{etag: etagOf(0, b.Bytes()), mediaType: mediaType, name: name, body: b.Bytes()}, nil
}

// unrendered is why a report could not be had in a form, where that is for the caller to know.
func unrendered(err error) error {
	var script *report.ScriptError
	if !errors.As(err, &script) {
		return err
	}
	return edge("script-not-in-pdf", fmt.Sprintf("The PDF cannot show %s, which the report has first in %s: %q. "+
		"Take the Word file (format=docx) or the page (format=html): they can.", joined(script.Scripts), script.Place, script.Text))
}

// sendReport answers a report with its ETag and, where it is a file, a name to save it under; a page is shown.
func sendReport(c echo.Context, file reportFile) error {
	header := c.Response().Header()
	if file.name != "" {
		how := "attachment"
		if file.policy != "" {
			how = "inline"
			header.Set("Content-Security-Policy", file.policy)
		}
		header.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": file.name}))
	}
	return respondBytes(c, http.StatusOK, file.etag, file.mediaType, file.body)
}
