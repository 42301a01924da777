import { describe, expect, it } from 'vitest';
import { UnusableDatabaseError } from '../unusable.ts';
import { parseAddress } from './address.ts';

describe('the URL of ClickHouse', () => {
  it('names a server, or several in the order in which they are tried, each at the port that ClickHouse has', () => {
    expect(parseAddress('http://one')).toEqual({
      entries: ['http://one:8123'],
      user: 'default',
      password: '',
      database: 'platen',
      cluster: null,
    });
    expect(parseAddress('https://me:p%40ss%2F@one:443,two,[::1]:9/print_2?cluster=main').entries).toEqual([
      'https://one',
      'https://two:8443',
      'https://[::1]:9',
    ]);
  });

  it('holds user, password, database and cluster', () => {
    expect(parseAddress('https://me:p%40ss%2F@one,two/print_2?cluster=main')).toMatchObject({
      user: 'me',
      password: 'p@ss/',
      database: 'print_2',
      cluster: 'main',
    });
    expect(parseAddress('http://me@one/?cluster=main')).toMatchObject({
      user: 'me',
      password: '',
      database: 'platen',
    });
  });

  it.each([
    'http://',
    'tcp://me:hunter2@one:9000/platen',
    'http://me:hunter2%@one/platen',
    'http://me:hunter2@one:port/platen',
    'http://me:hunter2@one/platen.job',
    "http://me:hunter2@one/platen?cluster=a'b",
    'http://me:hunter2@one/platen?database=x',
    'http://me:hunter2@one,/platen',
  ])('is refused without its password where it cannot be read: %s', (url) => {
    const read = () => parseAddress(url);
    expect(read).toThrow(UnusableDatabaseError);
    expect(read).toThrow('cannot be read');
    expect(read).not.toThrow('hunter2');
  });
});
