import { parentPort, workerData } from 'node:worker_threads';
import { Connection } from './database.ts';
import type { WriterReply, WriterRequest } from './messages.ts';
import { writeSource } from './source-rows.ts';
import { takeBatches } from './take-batch.ts';

/** The one thread that writes. Tasks come one after the other and are answered in that order. */

if (!parentPort) throw new Error('writer-thread.ts runs as a worker thread only.');
const port = parentPort;
const connection = Connection.forWriting((workerData as { file: string }).file);

port.on('message', (request: WriterRequest | 'close') => {
  if (request === 'close') {
    connection.close();
    port.close();
    return;
  }
  port.postMessage(answer(request));
});

function answer(request: WriterRequest): WriterReply {
  try {
    return { id: request.id, output: perform(request) };
  } catch (error) {
    const { message, errcode } = error as Error & { errcode?: number };
    return { id: request.id, error: { message, sqliteCode: errcode } };
  }
}

function perform(request: WriterRequest): unknown {
  switch (request.task) {
    case 'query':
      return connection.query(request.input.sql, request.input.parameters);
    case 'rollback':
      return connection.rollback();
    case 'takeBatches':
      return takeBatches(connection, request.input);
    case 'writeSource':
      return writeSource(connection, request.input.orgId, request.input.source);
  }
}
