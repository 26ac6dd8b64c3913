// Package web is the edge for people: pages made on the server, over the same use cases as the API. Every page works without scripts; where scripts
// run, tables filter without loading the page again and what is typed is kept as it is typed.
//
// A handler decodes the address or the form, asks the tracker, and shows a template. It holds no rule: what may be done is asked of package workplan,
// which also decides it. Templates stand in templates/, one a page; what is shown as it stands in static/; package language has the texts in languages.
package web
