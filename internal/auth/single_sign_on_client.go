package auth

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"time"
	"unicode"
)

// What a provider may take of us, for each question.
const (
	answerWithin = 5 * time.Second
	maxAnswer    = 1 << 20
	maxHeader    = 64 << 10
	maxRedirects = 3
)

var (
	errLongAnswer = errors.New("its answer is longer than 1 MiB")
	errElsewhere  = errors.New("it sends on to another host, or too often")
)

func newProviderClient() *http.Client {
	transport := http.DefaultTransport.(*http.Transport).Clone()
	transport.MaxResponseHeaderBytes = maxHeader
	return &http.Client{
		Timeout:   answerWithin,
		Transport: boundedAnswers{transport},
		CheckRedirect: func(next *http.Request, before []*http.Request) error {
			if first := before[0].URL; next.URL.Host != first.Host || next.URL.Scheme != first.Scheme || len(before) > maxRedirects {
				return errElsewhere
			}
			return nil
		},
	}
}

// boundedAnswers ends answers that are too long with an error.
type boundedAnswers struct{ http.RoundTripper }

func (b boundedAnswers) RoundTrip(r *http.Request) (*http.Response, error) {
	resp, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		resp.Body = &boundedBody{resp.Body, maxAnswer}
	}
	return resp, err
}

type boundedBody struct {
	io.ReadCloser
	left int
}

func (b *boundedBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p[:min(len(p), b.left+1)])
	if n > b.left {
		return 0, errLongAnswer
	}
	b.left -= n
	return n, err
}

// down says that the provider could not be used, at what, and why, in words that hold nothing of what was sent or answered: either may be a secret.
func down(at string, err error) error {
	var (
		network     *net.OpError
		certificate *tls.CertificateVerificationError
		timeout     net.Error
		why         = "its answer cannot be read"
	)
	switch {
	case errors.Is(err, context.Canceled):
		why = "the wait was ended"
	case errors.As(err, &timeout) && timeout.Timeout():
		why = "it does not answer in time"
	case errors.Is(err, errLongAnswer):
		why = errLongAnswer.Error()
	case errors.Is(err, errElsewhere):
		why = errElsewhere.Error()
	case errors.As(err, &certificate):
		why = excerpt(certificate.Error())
	case errors.As(err, &network):
		why = excerpt(network.Error())
	}
	return fmt.Errorf("%w: %s: %s", ErrProviderDown, at, why)
}

// excerpt is the beginning of a text from outside, fit for a line of a log. It is for what a provider says of itself to anybody.
func excerpt(text string) string {
	const most = 200
	runes := []rune(strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, text[:min(len(text), 4*most)]))
	return string(runes[:min(len(runes), most)])
}
