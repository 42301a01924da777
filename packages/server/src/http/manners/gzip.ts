/** Whether an `Accept-Encoding` header takes gzip (RFC 9110, 12.5.3), by name and not by `*`. */
export function acceptsGzip(header: string | string[] | undefined): boolean {
  return /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(String(header ?? ''));
}
